/** Copies of large tables by an external tool, while others write. */
package dev.underpin.planner.mysql.online;
