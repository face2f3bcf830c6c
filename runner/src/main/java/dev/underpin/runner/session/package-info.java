/** Connections: what running a change needs of an engine. */
package dev.underpin.runner.session;
