/** How a PostgreSQL server is changed. */
package dev.underpin.runner.postgresql;
