package dev.underpin.dialect.mysql.options;

import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.SchemaObject;
import java.util.Set;
import java.util.TreeMap;

/**
 * The attributes of views, triggers, routines and events, by their YAML key. They are no part of
 * the statement: the server records them from the session that runs it, and runs the body with
 * them.
 */
public final class ObjectOptions {
  /** The SQL mode that the body is parsed and run with, where it is not the server's. */
  public static final String SQL_MODE = "sql_mode";

  /** The character set of the statement's text, where it is not utf8mb4. */
  public static final String CHARACTER_SET_CLIENT = "character_set_client";

  /** The collation of the body's literals, where it is not the usual one of utf8mb4. */
  public static final String COLLATION_CONNECTION = "collation_connection";

  /** The time zone of an event's schedule, where it is not the server's. */
  public static final String TIME_ZONE = "time_zone";

  /** What a declaration leaves open where it says nothing. */
  private static final Set<String> OPEN =
      Set.of(CHARACTER_SET_CLIENT, COLLATION_CONNECTION, TIME_ZONE);

  private ObjectOptions() {}

  /** A declared object with what it leaves open as the live one has it. */
  public static SchemaObject completed(SchemaObject declared, SchemaObject live) {
    TreeMap<String, String> options = new TreeMap<>(declared.options());
    live.options()
        .forEach(
            (key, value) -> {
              if (OPEN.contains(key)) options.putIfAbsent(key, value);
            });
    return declared.withOptions(Options.copy(options));
  }
}
