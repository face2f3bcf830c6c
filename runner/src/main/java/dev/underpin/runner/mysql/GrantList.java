package dev.underpin.runner.mysql;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.runner.session.GrantUse;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The privileges that a user needs on MySQL and MariaDB, by what it is to do. The one place that
 * has them: the statements, and what of it the session has ({@code SHOW GRANTS}).
 *
 * @param user the user, as the server writes it
 * @param database the database; empty where the URL names none
 */
record GrantList(String user, String database, boolean isMariaDb) {
  private static final Pattern GRANT =
      Pattern.compile("GRANT (.+?) ON (?:TABLE |FUNCTION |PROCEDURE )?(\\S+\\.\\S+) TO .*");

  /** Some privileges on something. */
  private record Item(GrantUse use, List<String> privileges, String on) {
    String statement(String user, List<String> words) {
      return "GRANT " + String.join(", ", words) + " ON " + on + " TO " + user + ";";
    }
  }

  /** What the session's user has on something. */
  private record Held(Set<String> privileges, String on) {}

  static GrantList of(Connection connection, Optional<String> user, boolean isMariaDb)
      throws SQLException {
    String current = Sql.value(connection, "SELECT current_user()").orElse("");
    String database = Sql.value(connection, "SELECT database()").orElse("");
    return new GrantList(quoted(user.orElse(current)), database, isMariaDb);
  }

  /** {@code deployer} is the user from every host; {@code deployer@app1} is that of one. */
  private static String quoted(String user) {
    int at = user.lastIndexOf('@');
    String name = at < 0 ? user : user.substring(0, at);
    String host = at < 0 ? "%" : user.substring(at + 1);
    return text(name) + "@" + text(host);
  }

  private static String text(String name) {
    return "'" + name.replace("'", "''") + "'";
  }

  List<String> statements(GrantUse use) {
    List<String> statements = new ArrayList<>();
    for (Item item : items()) {
      boolean isInAll = use == GrantUse.APPLY && item.on().equals(all()) && item.use() != use;
      if (use.includes(item.use()) && !isInAll)
        statements.add(item.statement(user, item.privileges()));
    }
    return statements;
  }

  List<String> missing(Connection connection, GrantUse use) throws SQLException {
    List<Held> held = held(connection);
    List<String> missing = new ArrayList<>();
    for (Item item : items()) {
      if (item.use() != use) continue;
      List<String> words =
          item.privileges().stream().filter(p -> !has(held, p, item.on())).toList();
      if (!words.isEmpty()) missing.add(item.statement(user, words));
    }
    return missing;
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    items.add(new Item(GrantUse.READ, List.of("SELECT", "SHOW VIEW", "TRIGGER", "EVENT"), all()));
    items.add(new Item(GrantUse.READ, List.of("PROCESS"), "*.*"));
    items.add(
        isMariaDb
            ? new Item(GrantUse.READ, List.of("SELECT"), "mysql.proc")
            : new Item(GrantUse.READ, List.of("SHOW_ROUTINE"), "*.*"));
    items.add(new Item(GrantUse.PLAN, List.of("CREATE", "DROP"), "`underpin\\_scratch\\_%`.*"));
    items.add(new Item(GrantUse.APPLY, List.of("ALL PRIVILEGES"), all()));
    if (database.isEmpty())
      items.add(new Item(GrantUse.APPLY, List.of("ALL PRIVILEGES"), "`underpin`.*"));
    return items;
  }

  private String all() {
    return database.isEmpty() ? "*.*" : MysqlDialect.quoted(database) + ".*";
  }

  private static List<Held> held(Connection connection) throws SQLException {
    List<Held> held = new ArrayList<>();
    for (List<Optional<String>> row : Sql.rows(connection, grantsQuery(connection))) {
      Matcher grant = GRANT.matcher(row.get(0).orElse(""));
      if (!grant.matches()) continue;
      Set<String> words = new LinkedHashSet<>();
      for (String word : grant.group(1).split(","))
        words.add(word.toUpperCase(Locale.ROOT).strip());
      held.add(new Held(words, grant.group(2)));
    }
    return held;
  }

  /** MySQL shows what active roles give only where they are named. */
  private static String grantsQuery(Connection connection) throws SQLException {
    String version = Sql.value(connection, "SELECT version()").orElse("");
    if (version.contains("MariaDB")) return "SHOW GRANTS";
    String roles = Sql.value(connection, "SELECT current_role()").orElse("NONE");
    return roles.equals("NONE") ? "SHOW GRANTS" : "SHOW GRANTS FOR CURRENT_USER() USING " + roles;
  }

  private static boolean has(List<Held> held, String privilege, String on) {
    return held.stream()
        .filter(h -> covers(h.on(), on))
        .anyMatch(
            h ->
                h.privileges().contains(privilege)
                    || h.privileges().contains("ALL PRIVILEGES")
                    || privilege.equals("ALL PRIVILEGES")
                        && h.privileges()
                            .containsAll(
                                List.of(
                                    "SELECT", "INSERT", "UPDATE", "CREATE", "ALTER", "DROP",
                                    "INDEX")));
  }

  /** {@code %} and {@code _} in the name of a database are patterns. */
  private static boolean covers(String held, String wanted) {
    if (held.equals("*.*")) return true;
    String have = held.replace("`", "");
    String want = wanted.replace("`", "");
    if (have.equals(want)) return true;
    if (!have.endsWith(".*")) return false;
    String pattern = have.substring(0, have.length() - 2);
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length())
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
      else if (c == '%') regex.append(".*");
      else if (c == '_') regex.append('.');
      else regex.append(Pattern.quote(String.valueOf(c)));
    }
    String name = want.substring(0, Math.max(0, want.lastIndexOf('.'))).replace("\\", "");
    return name.matches(regex.toString());
  }
}
