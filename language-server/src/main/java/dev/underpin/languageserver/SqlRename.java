package dev.underpin.languageserver;

import dev.underpin.dialect.Dialect;
import dev.underpin.languageserver.names.SqlPlace;
import dev.underpin.languageserver.names.Symbol;
import dev.underpin.languageserver.text.YamlText;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.sqltext.NameParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.lsp4j.TextEdit;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Finds the texts of SQL that have a renamed table or column as a word. Where the engine's language
 * understands the text, an edit is proposed; everything else is only named.
 */
final class SqlRename {
  private final Workspace.Place place;
  private final Symbol symbol;
  private final String name;
  private final Pattern word;
  private final Optional<Dialect> dialect;
  private final Map<Path, List<TextEdit>> edits = new TreeMap<>();
  private final List<String> left = new ArrayList<>();

  SqlRename(Workspace.Place place, Symbol symbol, String name) {
    this.place = place;
    this.symbol = symbol;
    this.name = name;
    this.word = word(symbol.ownName());
    this.dialect = Workspace.dialect(place.project());
  }

  private static Pattern word(String name) {
    return Pattern.compile(
        "(?<![\\p{L}\\p{Nd}_$])" + Pattern.quote(name) + "(?![\\p{L}\\p{Nd}_$])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  void run() {
    for (SqlPlace sql : place.names().sql()) {
      if (!word.matcher(sql.node().getValue()).find() || isOfAnother(sql)) continue;
      Optional<TextEdit> edit = edit(sql);
      if (edit.isPresent())
        edits.computeIfAbsent(sql.file(), f -> new ArrayList<>()).add(edit.get());
      else left.add(said(sql));
    }
  }

  Map<Path, List<TextEdit>> edits() {
    return edits;
  }

  List<String> left() {
    return left;
  }

  /** True for an expression of another table's columns, which happens to have the same name. */
  private boolean isOfAnother(SqlPlace sql) {
    return symbol.kind() == Symbol.Kind.COLUMN
        && sql.table().isPresent()
        && !sql.table().get().equals(symbol.owner())
        && !word(symbol.owner().name()).matcher(sql.node().getValue()).find();
  }

  private String said(SqlPlace sql) {
    YamlText text = place.names().file(sql.file()).orElseThrow();
    int line = text.range(sql.node()).getStart().getLine() + 1;
    return "%s:%d (%s)".formatted(sql.file().getFileName(), line, sql.path());
  }

  /** The edit, where every place of the word is one that the engine's language takes for it. */
  private Optional<TextEdit> edit(SqlPlace sql) {
    if (dialect.isEmpty()) return Optional.empty();
    String value = sql.node().getValue();
    Optional<String> renamed = renamed(sql, value);
    if (renamed.isEmpty()) return Optional.empty();
    Optional<String> written =
        Stream.of(name, dialect.get().quote(name))
            .filter(form -> renamed.get().equals(replaced(value, form)))
            .findFirst();
    if (written.isEmpty() || !canStand(sql.node(), written.get())) return Optional.empty();
    YamlText text = place.names().file(sql.file()).orElseThrow();
    String raw = text.lines().text().substring(text.start(sql.node()), text.end(sql.node()));
    boolean sameWords =
        word.matcher(raw).results().count() == word.matcher(value).results().count();
    return sameWords
        ? Optional.of(new TextEdit(text.range(sql.node()), replaced(raw, written.get())))
        : Optional.empty();
  }

  private String replaced(String text, String form) {
    return word.matcher(text).replaceAll(Matcher.quoteReplacement(form));
  }

  /** True where the characters may stand in the YAML text as they are. */
  private boolean canStand(ScalarNode node, String form) {
    if (form.equals(name)) return NameParser.isSimple(name);
    return switch (node.getScalarStyle()) {
      case LITERAL, FOLDED -> true;
      case PLAIN, JSON_SCALAR_STYLE ->
          !word.matcher(node.getValue()).lookingAt() && NameParser.isSimple(name);
      case SINGLE_QUOTED -> form.indexOf('\'') < 0;
      case DOUBLE_QUOTED -> false;
    };
  }

  private Optional<String> renamed(SqlPlace sql, String value) {
    Dialect language = dialect.orElseThrow();
    try {
      if (symbol.kind() == Symbol.Kind.COLUMN) {
        if (sql.table().isEmpty()) return Optional.empty();
        return Optional.of(language.renameColumn(SqlText.of(value), symbol.name(), name).written());
      }
      QualifiedName from = qualified(language);
      QualifiedName to = new QualifiedName(from.schema(), name);
      return Optional.of(language.renameTable(SqlText.of(value), from, to).written());
    } catch (RuntimeException e) {
      // A text that the engine's lexer cannot take apart is left as it is.
      return Optional.empty();
    }
  }

  private QualifiedName qualified(Dialect language) {
    return symbol.owner().schema().isEmpty()
        ? new QualifiedName(language.defaultNamespace(), symbol.owner().name())
        : symbol.owner();
  }
}
