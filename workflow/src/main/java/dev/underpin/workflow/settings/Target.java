package dev.underpin.workflow.settings;

import dev.underpin.introspect.DatabaseUrl;

/**
 * One of many databases of the same schema.
 *
 * @param name how people call it: its URL without the password, its file, or the name that a query
 *     gives it
 * @param hasPassword true where its URL has a password of its own, so that {@code password_command}
 *     is not asked
 */
public record Target(String name, DatabaseUrl url, boolean hasPassword) {}
