/** Plans, differences and validation. */
package dev.underpin.workflow.plan;
