package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.postgresql.lowering.DefaultAccess;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.DefaultPrivileges;
import dev.underpin.schema.model.DefaultPrivileges.Rule;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.Privilege;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The statements that grant, revoke and give to an owner. A revoked privilege takes the same
 * privilege on each column with it, so what stays of those is granted behind it.
 */
public final class AccessSql {
  private final SqlTemplate template;
  private final Dialect dialect;

  public AccessSql(Dialect dialect, String defaultNamespace) {
    this.template = dialect.template(defaultNamespace);
    this.dialect = dialect;
  }

  /**
   * What leads from some privileges on an object to others.
   *
   * @param owner the role of which nothing is said where it has all; empty where it is not known
   * @param grantors the roles beside the owner that have granted something
   */
  public List<String> change(
      Access.Key key,
      GrantList from,
      GrantList to,
      Optional<String> owner,
      Collection<String> grantors) {
    GrantList before = owner.map(o -> withOwner(key, from, o)).orElse(from);
    GrantList after = owner.map(o -> withOwner(key, to, o)).orElse(to);
    List<String> sql = new ArrayList<>();
    SqlText on = on(key);
    GrantList left = before;
    boolean takes =
        !revoked(before, after).roles().isEmpty() || !lessOption(before, after).isEmpty();
    if (takes && !grantors.isEmpty()) {
      // What others have granted only goes with their right to grant it.
      for (String grantor : new TreeSet<>(grantors)) {
        sql.add(
            template.sql("REVOKE GRANT OPTION FOR ALL ON {} FROM {} CASCADE", on, role(grantor)));
      }
      left = GrantList.NONE;
    }
    for (String role : new TreeSet<>(before.roles().keySet())) {
      SortedSet<Privilege> was = before.of(role);
      SortedSet<Privilege> is = after.of(role);
      Set<Privilege> whole = new TreeSet<>();
      Set<Privilege> option = new TreeSet<>();
      for (Privilege p : was) {
        if (has(is, p)) {
          if (p.grantable() && !is.contains(p)) option.add(p);
        } else whole.add(p);
      }
      if (!whole.isEmpty())
        sql.add(template.sql("REVOKE {} ON {} FROM {}", words(whole), on, role(role)));
      if (!option.isEmpty())
        sql.add(
            template.sql(
                "REVOKE GRANT OPTION FOR {} ON {} FROM {}", words(option), on, role(role)));
      Set<String> taken =
          whole.stream()
              .filter(p -> p.column().isEmpty())
              .map(Privilege::word)
              .collect(Collectors.toSet());
      Set<String> optionTaken =
          option.stream()
              .filter(p -> p.column().isEmpty())
              .map(Privilege::word)
              .collect(Collectors.toSet());
      Set<Privilege> stays = new TreeSet<>(left.of(role));
      stays.removeIf(
          p ->
              !p.column().isEmpty()
                  && (taken.contains(p.word()) || optionTaken.contains(p.word())));
      left = left.with(role, stays);
    }
    for (String role : after.roles().keySet()) {
      SortedSet<Privilege> known = left.of(role);
      for (boolean grantable : List.of(false, true)) {
        Set<Privilege> more = new TreeSet<>(after.of(role));
        more.removeIf(p -> p.grantable() != grantable || known.contains(p));
        more.remove(Privilege.NONE);
        if (more.isEmpty()) continue;
        sql.add(
            grantable
                ? template.sql(
                    "GRANT {} ON {} TO {} WITH GRANT OPTION", words(more), on, role(role))
                : template.sql("GRANT {} ON {} TO {}", words(more), on, role(role)));
      }
    }
    return sql;
  }

  /** What of some privileges is not among others. */
  public static GrantList revoked(GrantList from, GrantList to) {
    TreeMap<String, SortedSet<Privilege>> roles = new TreeMap<>();
    from.roles()
        .forEach(
            (role, all) -> {
              SortedSet<Privilege> gone = new TreeSet<>(all);
              gone.removeIf(p -> has(to.of(role), p));
              gone.remove(Privilege.NONE);
              roles.put(role, gone);
            });
    return new GrantList(roles);
  }

  /** The roles that lose the right to grant something that they keep. */
  public static Set<String> lessOption(GrantList from, GrantList to) {
    Set<String> roles = new TreeSet<>();
    from.roles()
        .forEach(
            (role, all) -> {
              for (Privilege p : all)
                if (p.grantable() && has(to.of(role), p) && !to.of(role).contains(p))
                  roles.add(role);
            });
    return roles;
  }

  private static boolean has(SortedSet<Privilege> all, Privilege privilege) {
    return all.contains(privilege.withGrantable(false))
        || all.contains(privilege.withGrantable(true));
  }

  /** All that the owner has, in words. */
  public GrantList withOwner(Access.Key key, GrantList grants, String owner) {
    SortedSet<Privilege> own = new TreeSet<>(grants.of(owner));
    boolean isSaid = own.stream().anyMatch(p -> p.column().isEmpty());
    own.remove(Privilege.NONE);
    if (!isSaid)
      for (String word : dialect.privileges(key.word())) own.add(new Privilege(word, "", false));
    return grants.with(owner, own);
  }

  public String owner(Access.Key key, Set<SchemaObject.Key> objects, String role) {
    return template.sql("ALTER {} {} OWNER TO {}", SqlText.of(kind(key, objects)), name(key), role);
  }

  /** Views and materialized views have words of their own only where their owner changes. */
  private static String kind(Access.Key key, Set<SchemaObject.Key> objects) {
    if (key.word().equals("function")) {
      boolean aggregate =
          objects.contains(new SchemaObject.Key(SchemaObject.Kind.AGGREGATE, "", key.name()));
      return aggregate ? "ROUTINE" : "FUNCTION";
    }
    if (!key.word().equals(Access.TABLE)) return key.word().toUpperCase(Locale.ROOT);
    for (SchemaObject.Kind kind :
        List.of(SchemaObject.Kind.VIEW, SchemaObject.Kind.MATERIALIZED_VIEW))
      if (objects.contains(new SchemaObject.Key(kind, "", key.name())))
        return kind.name().replace('_', ' ');
    return "TABLE";
  }

  /** What leads from some default privileges to others. */
  public List<String> defaults(DefaultPrivileges from, DefaultPrivileges to) {
    List<String> sql = new ArrayList<>();
    Set<Rule> rules = new TreeSet<>(from.rules().keySet());
    rules.addAll(to.rules().keySet());
    for (Rule rule : rules) {
      GrantList none = DefaultAccess.without(rule);
      GrantList before = from.rules().getOrDefault(rule, none);
      GrantList after = to.rules().getOrDefault(rule, none);
      if (rule.schema().isEmpty()) {
        Access.Key key = new Access.Key(Access.Kind.GRANTS, word(rule), QualifiedName.of(""));
        before = withOwner(key, before, rule.role());
        after = withOwner(key, after, rule.role());
      }
      SqlText head = head(rule);
      SqlText on = SqlText.of(rule.objects().toUpperCase(Locale.ROOT));
      GrantList was = before;
      GrantList is = after;
      revoked(was, is)
          .roles()
          .forEach(
              (role, all) ->
                  sql.add(
                      template.sql(
                          "{} REVOKE {} ON {} FROM {}", head, words(all), on, role(role))));
      for (String role : lessOption(was, is)) {
        Set<Privilege> option = new TreeSet<>(was.of(role));
        option.removeIf(p -> !p.grantable() || is.of(role).contains(p) || !has(is.of(role), p));
        sql.add(
            template.sql(
                "{} REVOKE GRANT OPTION FOR {} ON {} FROM {}",
                head,
                words(option),
                on,
                role(role)));
      }
      for (String role : is.roles().keySet()) {
        for (boolean grantable : List.of(false, true)) {
          Set<Privilege> more = new TreeSet<>(is.of(role));
          more.removeIf(
              p ->
                  p.grantable() != grantable
                      || was.of(role).contains(p)
                      || !grantable && has(was.of(role), p));
          more.remove(Privilege.NONE);
          if (more.isEmpty()) continue;
          sql.add(
              grantable
                  ? template.sql(
                      "{} GRANT {} ON {} TO {} WITH GRANT OPTION",
                      head,
                      words(more),
                      on,
                      role(role))
                  : template.sql("{} GRANT {} ON {} TO {}", head, words(more), on, role(role)));
        }
      }
    }
    return sql;
  }

  /** Offline it is not known who will run the plan: the server takes that role. */
  private SqlText head(Rule rule) {
    Optional<SqlText> role =
        Optional.of(rule.role())
            .filter(r -> !r.equals(DefaultPrivileges.SESSION))
            .map(r -> template.fragment(" FOR ROLE {}", r));
    Optional<SqlText> schema =
        Optional.of(rule.schema())
            .filter(n -> !n.isEmpty())
            .map(n -> template.fragment(" IN SCHEMA {}", n));
    return template.fragment("ALTER DEFAULT PRIVILEGES{}{}", role, schema);
  }

  private static String word(Rule rule) {
    return rule.objects().replaceFirst("s$", "");
  }

  private SqlText on(Access.Key key) {
    // Aggregates and window functions are functions here.
    String word = key.word().equals("function") ? "ROUTINE" : key.word().toUpperCase(Locale.ROOT);
    return template.fragment("{} {}", SqlText.of(word), name(key));
  }

  private SqlText name(Access.Key key) {
    QualifiedName name = key.name();
    int open =
        key.word().equals("function") || key.word().equals("procedure")
            ? name.name().indexOf('(')
            : -1;
    if (open < 0) return template.fragment("{}", name);
    return template.fragment(
        "{}{}",
        name.withName(name.name().substring(0, open)),
        SqlText.of(name.name().substring(open)));
  }

  private SqlText role(String role) {
    return role.equals(GrantList.PUBLIC) ? SqlText.of("PUBLIC") : template.fragment("{}", role);
  }

  private List<SqlText> words(Collection<Privilege> privileges) {
    TreeMap<String, List<String>> columns = new TreeMap<>();
    List<SqlText> words = new ArrayList<>();
    for (Privilege p : privileges) {
      if (p.equals(Privilege.NONE)) continue;
      if (p.column().isEmpty()) words.add(SqlText.of(p.word().toUpperCase(Locale.ROOT)));
      else columns.computeIfAbsent(p.word(), w -> new ArrayList<>()).add(p.column());
    }
    columns.forEach(
        (word, names) ->
            words.add(
                template.fragment("{} ({})", SqlText.of(word.toUpperCase(Locale.ROOT)), names)));
    return words;
  }
}
