/** How a SQLite file is changed. */
package dev.underpin.runner.sqlite;
