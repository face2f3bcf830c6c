/** MySQL's and MariaDB's safe ways to make each change. */
package dev.underpin.planner.mysql;
