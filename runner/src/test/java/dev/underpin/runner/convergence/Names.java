package dev.underpin.runner.convergence;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names that nobody has yet, plain ones and such as catalogs allow and tools trip over. */
final class Names {
  private static final List<String> PLAIN =
      List.of(
          "id",
          "name",
          "email",
          "status",
          "total",
          "code",
          "note",
          "created_at",
          "parent_id",
          "kind",
          "amount",
          "active",
          "body",
          "ref",
          "position",
          "owner",
          "customers",
          "orders",
          "items",
          "tags");
  private static final List<String> HOSTILE =
      List.of(
          "order",
          "Group",
          "user id",
          "say \"hi\"",
          "emoji 😀",
          "naïve",
          "select",
          "TITLE",
          "it's",
          "a.b",
          "100%",
          "back\\slash",
          "$1",
          "table",
          "null",
          "check",
          "Straße",
          "-- no comment",
          "a;b",
          "?",
          "very_long_name_that_comes_near_to_the_limit_of_sixty_three_by",
          "日本語の列名日本語の列名日本語の列名日本",
          "value");
  private static final Set<String> RESERVED =
      Set.of("order", "select", "table", "null", "check", "user", "group");

  private final Dice dice;
  private final Flavour flavour;
  private final Set<String> taken = new HashSet<>();

  Names(Dice dice, Flavour flavour) {
    this.dice = dice;
    this.flavour = flavour;
  }

  /** Nobody else gets this name. */
  void take(String name) {
    taken.add(name.toLowerCase(Locale.ROOT));
  }

  /** The name may be given out again. */
  void free(String name) {
    taken.remove(name.toLowerCase(Locale.ROOT));
  }

  String fresh() {
    List<String> pool = dice.chance(70) ? PLAIN : HOSTILE.stream().filter(flavour::isKept).toList();
    String name = dice.pick(pool);
    for (int i = 2; taken.contains(name.toLowerCase(Locale.ROOT)); i++)
      name = numbered(dice.pick(pool), i);
    take(name);
    return name;
  }

  private static String numbered(String name, int number) {
    int cut = name.length() > 55 ? name.length() - 4 : name.length();
    return name.substring(0, cut) + number;
  }

  /** A name as a person would write it in SQL: in quotes only where they are needed. */
  static String written(String name) {
    boolean plain = name.matches("[a-z_][a-z0-9_]*") && !RESERVED.contains(name);
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
