package dev.underpin.workflow.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what follows the closing parenthesis of a table. */
final class TableWords {
  private final TableDraft table;
  private final Names names;
  private final List<String> words;
  private int at;

  TableWords(TableDraft table, Names names, List<String> words) {
    this.table = table;
    this.names = names;
    this.words = words.stream().filter(w -> !w.equals("=")).toList();
  }

  void read() throws NotRead {
    while (at < words.size()) {
      String word = words.get(at++).toLowerCase(Locale.ROOT);
      switch (word) {
        case "default" -> {}
        case "engine" -> table.options.put("engine", next());
        case "charset" -> table.options.put("character_set", next());
        case "character" -> {
          at++;
          table.options.put("character_set", next());
        }
        case "collate" -> table.options.put("collation", next());
        case "row_format" -> table.options.put("row_format", next().toLowerCase(Locale.ROOT));
        case "comment" -> table.comment = Optional.of(names.text(next()));
        // The next number is of the rows.
        case "auto_increment" -> next();
        default -> throw new NotRead(word + " of a table");
      }
    }
  }

  private String next() throws NotRead {
    if (at >= words.size()) throw new NotRead("the end of the table's options");
    return words.get(at++);
  }
}
