/** Connections: what running a change needs of an engine. */
@NullMarked
package dev.underpin.runner.session;

import org.jspecify.annotations.NullMarked;
