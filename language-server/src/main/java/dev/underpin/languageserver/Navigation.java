package dev.underpin.languageserver;

import dev.underpin.languageserver.names.Occurrence;
import dev.underpin.languageserver.names.Scalars;
import dev.underpin.languageserver.names.SchemaNames;
import dev.underpin.languageserver.names.Symbol;
import dev.underpin.languageserver.text.YamlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;

/** Where a thing is declared, where it is used, and what a file declares. */
final class Navigation {
  private Navigation() {}

  static List<Location> definition(Workspace.Place place, Position position) {
    return place
        .occurrence(place.text().lines().offset(position))
        .flatMap(o -> place.names().declaration(o.symbol()))
        .flatMap(o -> location(place.names(), o))
        .map(List::of)
        .orElse(List.of());
  }

  static List<Location> references(
      Workspace.Place place, Position position, boolean withDeclaration) {
    Optional<Occurrence> here = place.occurrence(place.text().lines().offset(position));
    if (here.isEmpty()) return List.of();
    List<Location> found = new ArrayList<>();
    for (Occurrence o : place.names().of(here.get().symbol()))
      if (withDeclaration || !o.isDeclaration())
        location(place.names(), o).filter(l -> !found.contains(l)).ifPresent(found::add);
    return found;
  }

  private static Optional<Location> location(SchemaNames names, Occurrence occurrence) {
    return names
        .file(occurrence.file())
        .map(
            text ->
                new Location(OpenFiles.uri(occurrence.file()), Scalars.range(text, occurrence)));
  }

  /** What a file declares: what belongs to a table is under it. */
  static List<DocumentSymbol> symbols(Workspace.Place place) {
    YamlText text = place.text();
    List<Occurrence> declared =
        place.names().occurrences().stream()
            .filter(o -> o.isDeclaration() && o.file().equals(place.file()))
            .sorted(Comparator.comparingInt(o -> text.start(o.node())))
            .toList();
    List<DocumentSymbol> roots = new ArrayList<>();
    List<Open> open = new ArrayList<>();
    for (Occurrence occurrence : declared) {
      int start = text.start(occurrence.node());
      open.removeIf(o -> o.end() < start);
      DocumentSymbol symbol = symbol(text, occurrence);
      if (open.isEmpty()) roots.add(symbol);
      else open.get(open.size() - 1).symbol().getChildren().add(symbol);
      open.add(new Open(symbol, end(text, occurrence)));
    }
    return roots;
  }

  /** A thing whose text has not ended. */
  private record Open(DocumentSymbol symbol, int end) {}

  /** The value of an alias stands elsewhere. */
  private static int end(YamlText text, Occurrence occurrence) {
    int end = text.end(occurrence.declaration());
    int name = text.end(occurrence.node());
    return Math.max(end, name);
  }

  private static DocumentSymbol symbol(YamlText text, Occurrence occurrence) {
    Range name = text.range(occurrence.node());
    Range all = new Range(name.getStart(), text.lines().position(end(text, occurrence)));
    DocumentSymbol symbol =
        new DocumentSymbol(
            occurrence.node().getValue(), kind(occurrence.symbol().kind()), all, name);
    symbol.setDetail(occurrence.symbol().section());
    symbol.setChildren(new ArrayList<>());
    return symbol;
  }

  private static SymbolKind kind(Symbol.Kind kind) {
    return switch (kind) {
      case TABLE -> SymbolKind.Struct;
      case COLUMN -> SymbolKind.Field;
      case INDEX -> SymbolKind.Key;
      case CONSTRAINT -> SymbolKind.Property;
      case TYPE -> SymbolKind.Enum;
      case SEQUENCE -> SymbolKind.Number;
      case OBJECT -> SymbolKind.Object;
    };
  }
}
