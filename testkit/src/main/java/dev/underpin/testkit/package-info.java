/**
 * Real database servers for every module's tests: {@link dev.underpin.testkit.TestServers} is the
 * way in.
 */
package dev.underpin.testkit;
