/** PostgreSQL's language, versions 13 to 18. */
package dev.underpin.dialect.postgresql;
