/** Changes in the words of the YAML. */
@NullMarked
package dev.underpin.workflow.report;

import org.jspecify.annotations.NullMarked;
