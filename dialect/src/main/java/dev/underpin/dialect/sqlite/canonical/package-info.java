/** The form in which two equal texts of SQLite are equal. */
package dev.underpin.dialect.sqlite.canonical;
