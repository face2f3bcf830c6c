package dev.underpin.schema.catalog;

import java.util.Set;

/**
 * The roles of a server, where it was asked.
 *
 * @param session the role that the session runs as; empty where nothing is known
 * @param all every role
 * @param own those for which the session may act
 * @param defaults the default privileges of the session's role, as {@link
 *     dev.underpin.schema.model.DefaultPrivileges} has them
 */
public record Roles(String session, Set<String> all, Set<String> own, String defaults) {
  /** Nothing is known. */
  public static final Roles UNKNOWN = new Roles("", Set.of(), Set.of(), "");

  public Roles {
    all = Set.copyOf(all);
    own = Set.copyOf(own);
  }

  /** True where a role is known not to exist. */
  public boolean isMissing(String role) {
    return !session.isEmpty() && !all.contains(role);
  }

  /** True where the session is known not to act for a role. */
  public boolean isForeign(String role) {
    return !session.isEmpty() && !own.contains(role);
  }
}
