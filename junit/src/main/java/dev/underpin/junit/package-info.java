/** Databases with a schema from YAML for the tests of an application. The public types are API. */
package dev.underpin.junit;
