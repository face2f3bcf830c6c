/** Runs changes on MySQL and MariaDB. */
package dev.underpin.runner.mysql;
