/** Which of the two products a server is, and what its version can do. */
package dev.underpin.dialect.mysql.flavor;
