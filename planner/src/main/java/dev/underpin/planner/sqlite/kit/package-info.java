/** What SQLite's recipes share. */
package dev.underpin.planner.sqlite.kit;
