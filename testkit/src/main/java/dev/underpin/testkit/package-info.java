/**
 * Real database servers for every module's tests: {@link dev.underpin.testkit.TestServers} is the
 * way in.
 */
@NullMarked
package dev.underpin.testkit;

import org.jspecify.annotations.NullMarked;
