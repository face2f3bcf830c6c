package dev.underpin.languageserver;

import dev.underpin.dialect.Dialect;
import dev.underpin.languageserver.names.KeyUse;
import dev.underpin.languageserver.names.Occurrence;
import dev.underpin.languageserver.names.Scalars;
import dev.underpin.languageserver.names.Symbol;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.lint.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** What is said of the key or the name under the mouse. */
final class Hovers {
  private final OpenFiles files;
  private final Plans plans;

  Hovers(OpenFiles files, Plans plans) {
    this.files = files;
    this.plans = plans;
  }

  Optional<Hover> at(Workspace.Place place, Position position) {
    int offset = place.text().lines().offset(position);
    Optional<Occurrence> name = place.occurrence(offset);
    if (name.isPresent())
      return Optional.of(
          hover(of(place, name.get().symbol()), Scalars.range(place.text(), name.get())));
    return place.names().keyAt(place.file(), offset).map(key -> ofKey(place, key));
  }

  private static Hover ofKey(Workspace.Place place, KeyUse use) {
    return hover(
        "`%s`  \n%s".formatted(use.key().word(), use.key().description()),
        place.text().range(use.node()));
  }

  private static Hover hover(String markdown, Range range) {
    return new Hover(new MarkupContent(MarkupKind.MARKDOWN, markdown), range);
  }

  private String of(Workspace.Place place, Symbol symbol) {
    List<String> parts = new ArrayList<>();
    parts.add(heading(place.project(), symbol));
    boolean planned =
        switch (symbol.kind()) {
          case TABLE, COLUMN, INDEX, CONSTRAINT -> true;
          case TYPE, SEQUENCE, OBJECT -> false;
        };
    if (planned) parts.add(PlanWords.of(plans.of(place.project()), symbol));
    return String.join("\n\n", parts);
  }

  private String heading(Project project, Symbol symbol) {
    String what = "**" + symbol + "**";
    Optional<Table> table = table(project, symbol.owner());
    if (table.isEmpty()) return what;
    return switch (symbol.kind()) {
      case TABLE -> what + " — " + count(table.get());
      case COLUMN ->
          table.get().column(symbol.name()).map(c -> what + "  \n" + code(c)).orElse(what);
      case INDEX, CONSTRAINT, TYPE, SEQUENCE, OBJECT -> what;
    };
  }

  private static String count(Table table) {
    int columns = table.columns().size();
    return columns == 1 ? "1 column" : columns + " columns";
  }

  private static String code(Column column) {
    StringBuilder text = new StringBuilder(column.type());
    if (!column.nullable()) text.append(" not null");
    column.defaultValue().map(SqlText::written).ifPresent(d -> text.append(" default ").append(d));
    column
        .generated()
        .ifPresent(
            g -> text.append(" generated as (").append(g.expression().written()).append(')'));
    return "`" + text.toString().replace('`', '\'').replace('\n', ' ') + "`";
  }

  /** The table as the engine will have it. */
  private Optional<Table> table(Project project, QualifiedName name) {
    try {
      SchemaCheck check =
          SchemaCheck.of(project.schema(), project.engine(), project.lint(), files.texts());
      String usual = Workspace.dialect(project).map(Dialect::defaultNamespace).orElse("");
      return check
          .lowered()
          .map(d -> d.schema().tables())
          .flatMap(
              tables ->
                  Optional.ofNullable(tables.get(name))
                      .or(
                          () ->
                              Optional.ofNullable(
                                  tables.get(new QualifiedName(usual, name.name())))));
    } catch (UnderpinException e) {
      return Optional.empty();
    }
  }
}
