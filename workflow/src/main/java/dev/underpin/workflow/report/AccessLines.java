package dev.underpin.workflow.report;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.DefaultPrivileges;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.Privilege;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.workflow.report.ChangeLine.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says in words who may do what before and after a change. */
final class AccessLines {
  private AccessLines() {}

  static List<ChangeLine> of(Change.ChangeAccess change) {
    Access.Key key = change.key();
    return switch (key.kind()) {
      case OWNER ->
          List.of(
              line(
                  change.before().isPresent() ? Sign.CHANGE : Sign.ADD,
                  "owner of " + key.word(),
                  key.name(),
                  change.before().map(Access::text),
                  change.after().map(Access::text),
                  change));
      case GRANTS ->
          differences(
              "grants on " + key.word(),
              key.name(),
              "",
              change.before().map(Access::grants),
              change.after().map(Access::grants),
              change);
      case DEFAULT_PRIVILEGES -> defaults(change);
    };
  }

  private static List<ChangeLine> defaults(Change.ChangeAccess change) {
    DefaultPrivileges before = change.before().map(Access::defaults).orElse(DefaultPrivileges.NONE);
    DefaultPrivileges after = change.after().map(Access::defaults).orElse(DefaultPrivileges.NONE);
    Set<DefaultPrivileges.Rule> rules = new TreeSet<>(before.rules().keySet());
    rules.addAll(after.rules().keySet());
    List<ChangeLine> lines = new ArrayList<>();
    for (DefaultPrivileges.Rule rule : rules)
      lines.addAll(
          differences(
              "default privileges on",
              QualifiedName.of(rule.words("")),
              "",
              Optional.ofNullable(before.rules().get(rule)),
              Optional.ofNullable(after.rules().get(rule)),
              change));
    return lines;
  }

  private static List<ChangeLine> differences(
      String kind,
      QualifiedName name,
      String prefix,
      Optional<GrantList> before,
      Optional<GrantList> after,
      Change change) {
    GrantList was = before.orElse(GrantList.NONE);
    GrantList is = after.orElse(GrantList.NONE);
    Set<String> roles = new TreeSet<>(was.roles().keySet());
    roles.addAll(is.roles().keySet());
    List<ChangeLine> lines = new ArrayList<>();
    for (String role : roles) {
      Set<Privilege> old = was.of(role);
      Set<Privilege> now = is.of(role);
      if (old.equals(now)) continue;
      lines.add(
          line(
              old.isEmpty() ? Sign.ADD : now.isEmpty() ? Sign.DROP : Sign.CHANGE,
              kind,
              name,
              said(prefix + role, old),
              said(prefix + role, now),
              change));
    }
    if (lines.isEmpty() && !before.equals(after))
      lines.add(line(Sign.CHANGE, kind, name, Optional.of("unknown"), Optional.of("none"), change));
    return lines;
  }

  private static Optional<String> said(String role, Set<Privilege> privileges) {
    return privileges.isEmpty()
        ? Optional.empty()
        : Optional.of(role + ": " + String.join(", ", GrantList.words(privileges)));
  }

  private static ChangeLine line(
      Sign sign,
      String kind,
      QualifiedName name,
      Optional<String> before,
      Optional<String> after,
      Change change) {
    return new ChangeLine(sign, kind, name, "", before, after, Optional.empty(), change.target());
  }
}
