/** How PostgreSQL prints what it is given, as the model holds it. */
package dev.underpin.dialect.postgresql.canonical;
