/** The sentences with which a run ends. */
package dev.underpin.runner.message;
