/** Taking an existing database under management. */
package dev.underpin.workflow.adopt;
