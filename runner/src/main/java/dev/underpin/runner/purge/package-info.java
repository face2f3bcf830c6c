/** Empties the trash. */
package dev.underpin.runner.purge;
