package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.schema.model.DefaultPrivileges;
import dev.underpin.schema.model.DefaultPrivileges.Rule;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.Privilege;
import java.util.stream.Collectors;

/** What a new object can be used for, by whom. */
public final class DefaultAccess {
  private DefaultAccess() {}

  /** What holds where there is no such rule. */
  public static GrantList without(Rule rule) {
    return rule.schema().isEmpty() ? builtIn(Privileges.single(rule.objects())) : GrantList.NONE;
  }

  /** What a role's new object gets. */
  public static GrantList of(
      DefaultPrivileges defaults, String role, String word, String namespace) {
    String objects = word.equals("procedure") ? "functions" : word + "s";
    Rule everywhere = new Rule(objects, role, "");
    GrantList grants = defaults.rules().getOrDefault(everywhere, builtIn(word));
    GrantList more =
        namespace.isEmpty()
            ? GrantList.NONE
            : defaults.rules().getOrDefault(new Rule(objects, role, namespace), GrantList.NONE);
    return grants.and(more);
  }

  private static GrantList builtIn(String word) {
    return GrantList.NONE.with(
        GrantList.PUBLIC,
        Privileges.ofPublic(word).stream()
            .map(p -> new Privilege(p, "", false))
            .collect(Collectors.toSet()));
  }
}
