package dev.underpin.introspect.mysql.catalog;

import static dev.underpin.dialect.mysql.MysqlDialect.SQL;

import dev.underpin.dialect.mysql.options.SequenceSettings;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads MariaDB's sequences. Only {@code SHOW CREATE} has their settings in every version. */
record SequenceReader(Connection connection, Consumer<Note> notes) {
  private static final Pattern SETTINGS =
      Pattern.compile(
          " start with (-?\\d+) minvalue (-?\\d+) maxvalue (-?\\d+) increment by (-?\\d+)"
              + " (?:nocache|cache (\\d+)) (nocycle|cycle)");

  /** A sequence; empty, with a note, where the model cannot have it. */
  Optional<Sequence> read(QualifiedName name, Optional<String> comment) {
    String[] text = {""};
    try {
      CatalogRows.each(
          connection,
          SQL.sql("SHOW CREATE SEQUENCE {}", name),
          row -> text[0] = row.result().getString(2));
    } catch (SQLException e) {
      notes.accept(
          new Note(name.toString(), "is a sequence that cannot be read: " + e.getMessage()));
      return Optional.empty();
    }
    Matcher m = SETTINGS.matcher(text[0]);
    if (!m.find() || text[0].substring(0, m.start()).contains(" as ")) {
      notes.accept(
          new Note(name.toString(), "is a sequence of another type, which is not managed"));
      return Optional.empty();
    }
    SequenceSettings settings =
        new SequenceSettings(
            number(m, 1),
            number(m, 4),
            number(m, 2),
            number(m, 3),
            m.group(5) == null ? 0 : number(m, 5),
            m.group(6).equals("cycle"));
    return Optional.of(new Sequence(name, settings.options(), comment));
  }

  private static long number(Matcher matcher, int group) {
    return Long.parseLong(matcher.group(group));
  }
}
