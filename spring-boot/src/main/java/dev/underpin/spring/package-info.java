/**
 * Underpin in a Spring Boot application. {@link dev.underpin.spring.UnderpinProperties} and the
 * names of its settings are API, the other types are internal.
 */
package dev.underpin.spring;
