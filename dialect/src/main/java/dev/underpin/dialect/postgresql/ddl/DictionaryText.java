package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CREATE TEXT SEARCH DICTIONARY as the server writes it, taken apart.
 *
 * @param name as SQL, with its namespace
 * @param options each with its value as SQL, the template among them
 */
public record DictionaryText(String name, Map<String, String> options) {
  private static final String TEMPLATE = "template";

  public static DictionaryText of(String create) {
    List<Token> tokens = Lexer.tokens(create);
    int open = 0;
    while (open < tokens.size() && !tokens.get(open).is("(")) open++;
    String name =
        open > 4 ? create.substring(tokens.get(4).start(), tokens.get(open - 1).end()) : "";
    Map<String, String> options = new LinkedHashMap<>();
    int from = open + 1;
    for (int i = from; i < tokens.size(); i++) {
      if (!tokens.get(i).is(",") && !tokens.get(i).is(")")) continue;
      if (i - from > 2) {
        String value = create.substring(tokens.get(from + 2).start(), tokens.get(i - 1).end());
        options.put(tokens.get(from).name(), value);
      }
      from = i + 1;
    }
    return new DictionaryText(name, options);
  }

  /** True where the server can make the other of this in place. */
  public boolean isAlterable(DictionaryText other) {
    String template = options.getOrDefault(TEMPLATE, "");
    return template.equals(other.options.getOrDefault(TEMPLATE, "")) && !changes(other).isEmpty();
  }

  /** The statement that leaves this in place of another. */
  public String after(DictionaryText before) {
    return "ALTER TEXT SEARCH DICTIONARY "
        + name
        + " ("
        + String.join(", ", before.changes(this))
        + ")";
  }

  private List<String> changes(DictionaryText after) {
    List<String> changes = new ArrayList<>();
    for (String option : options.keySet())
      if (!after.options.containsKey(option)) changes.add(option);
    after.options.forEach(
        (option, value) -> {
          if (!value.equals(options.get(option))) changes.add(option + " = " + value);
        });
    return changes;
  }
}
