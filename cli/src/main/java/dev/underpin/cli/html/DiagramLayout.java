package dev.underpin.cli.html;

import static java.util.Objects.requireNonNull;

import dev.underpin.cli.html.Diagram.Box;
import dev.underpin.cli.html.Diagram.Edge;
import dev.underpin.cli.html.Diagram.Line;
import dev.underpin.cli.html.SchemaSection.Link;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.report.DisplayNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Places tables in layers: a table stands to the right of those it references. A layer that is too
 * tall goes on in another column. Tables without references are below.
 */
final class DiagramLayout {
  /** With more tables than these, only columns of keys are shown. */
  private static final int MANY = 40;

  private static final int MOST_LINES = 14;
  private static final int GAP_X = 70;
  private static final int GAP_Y = 22;
  private static final int MARGIN = 16;
  private static final int LETTERS = 30;
  private static final double LETTER = 7.3;

  /** How much wider than tall it is to be. */
  private static final double SHAPE = 1.5;

  private final DisplayNames names;
  private final Map<QualifiedName, Link> links;
  private final Map<QualifiedName, Table> tables = new TreeMap<>();
  private final Map<QualifiedName, List<ForeignKey>> keys = new TreeMap<>();
  private final Map<String, Box> placed = new LinkedHashMap<>();
  private final boolean keysOnly;

  /**
   * Parts of partitioned tables are left out: they have the references of the whole.
   *
   * @param links the section of each table
   */
  DiagramLayout(Schema schema, DisplayNames names, Map<QualifiedName, Link> links) {
    this.names = names;
    this.links = links;
    for (Table table : schema.tables().values())
      if (table.partition().isEmpty()) tables.put(table.name(), table);
    for (Table table : tables.values())
      keys.put(
          table.name(),
          table.constraintsOf(ForeignKey.class).stream()
              .filter(key -> tables.containsKey(key.references()))
              .toList());
    keysOnly = tables.size() > MANY;
  }

  Diagram diagram() {
    Map<QualifiedName, Box> sized = new LinkedHashMap<>();
    for (Table table : tables.values()) sized.put(table.name(), box(table));
    Set<QualifiedName> connected = connected();
    double area = 0;
    int tallest = 0;
    for (QualifiedName name : connected) {
      Box box = requireNonNull(sized.get(name));
      area += (double) (box.width() + GAP_X) * (box.height() + GAP_Y);
      tallest = Math.max(tallest, box.height());
    }
    int most = Math.max(tallest, (int) Math.sqrt(area / SHAPE));
    int x = MARGIN;
    int bottom = 0;
    for (List<QualifiedName> layer : ordered(connected)) {
      int y = MARGIN;
      int width = 0;
      for (QualifiedName name : layer) {
        Box box = requireNonNull(sized.get(name));
        if (y > MARGIN && y + box.height() > MARGIN + most) {
          x += width + GAP_X;
          y = MARGIN;
          width = 0;
        }
        placed.put(box.link(), box.at(x, y));
        y += box.height() + GAP_Y;
        bottom = Math.max(bottom, y);
        width = Math.max(width, box.width());
      }
      x += width + GAP_X;
    }
    List<Box> alone =
        sized.entrySet().stream()
            .filter(e -> !connected.contains(e.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    for (Box box : grid(alone, x, bottom + MARGIN)) placed.put(box.link(), box);
    List<Box> all = List.copyOf(placed.values());
    int right = all.stream().mapToInt(b -> b.x() + b.width()).max().orElse(0);
    int end = all.stream().mapToInt(b -> b.y() + b.height()).max().orElse(0);
    return new Diagram(right + GAP_X / 2 + MARGIN, end + MARGIN, keysOnly, all, edges());
  }

  /** In columns, the shortest first. */
  private static List<Box> grid(List<Box> alone, int width, int top) {
    if (alone.isEmpty()) return List.of();
    int wide = alone.stream().mapToInt(Box::width).max().orElse(0) + GAP_Y;
    double area = alone.stream().mapToDouble(b -> (double) wide * (b.height() + GAP_Y)).sum();
    int columns = Math.max(1, (int) (Math.max(width - GAP_X, Math.sqrt(area * SHAPE)) / wide));
    int[] ends = new int[Math.min(columns, alone.size())];
    List<Box> placed = new ArrayList<>();
    for (Box box : alone) {
      int column = 0;
      for (int i = 1; i < ends.length; i++) if (ends[i] < ends[column]) column = i;
      placed.add(box.at(MARGIN + column * wide, top + ends[column]));
      ends[column] += box.height() + GAP_Y;
    }
    return placed;
  }

  private Set<QualifiedName> connected() {
    Set<QualifiedName> connected = new HashSet<>();
    keys.forEach(
        (table, list) -> {
          for (ForeignKey key : list) {
            if (key.references().equals(table)) continue;
            connected.add(table);
            connected.add(key.references());
          }
        });
    return connected;
  }

  /** The layers, each in an order in which few references cross. */
  private List<List<QualifiedName>> ordered(Set<QualifiedName> connected) {
    Map<QualifiedName, Integer> ranks = new HashMap<>();
    for (QualifiedName name : tables.keySet())
      if (connected.contains(name)) rank(name, ranks, new HashSet<>());
    nearer(ranks);
    TreeMap<Integer, List<QualifiedName>> layers = new TreeMap<>();
    for (QualifiedName name : tables.keySet())
      if (connected.contains(name))
        layers.computeIfAbsent(requireNonNull(ranks.get(name)), r -> new ArrayList<>()).add(name);
    Map<QualifiedName, Set<QualifiedName>> neighbours = new HashMap<>();
    keys.forEach(
        (table, list) ->
            list.forEach(
                key -> {
                  neighbours.computeIfAbsent(table, t -> new HashSet<>()).add(key.references());
                  neighbours.computeIfAbsent(key.references(), t -> new HashSet<>()).add(table);
                }));
    Map<QualifiedName, Double> place = new HashMap<>();
    layers.values().forEach(layer -> places(layer, place));
    for (int i = 0; i < 8; i++)
      for (List<QualifiedName> layer :
          i % 2 == 0 ? layers.values() : layers.descendingMap().values()) {
        Map<QualifiedName, Double> mean = new HashMap<>();
        for (QualifiedName name : layer)
          mean.put(
              name,
              neighbours.getOrDefault(name, Set.of()).stream()
                  .mapToDouble(n -> place.getOrDefault(n, 0.5))
                  .average()
                  .orElse(0.5));
        layer.sort(
            Comparator.<QualifiedName>comparingDouble(n -> mean.getOrDefault(n, 0.5))
                .thenComparing(Comparator.naturalOrder()));
        places(layer, place);
      }
    return new ArrayList<>(layers.values());
  }

  private static void places(List<QualifiedName> layer, Map<QualifiedName, Double> place) {
    for (int i = 0; i < layer.size(); i++) place.put(layer.get(i), (i + 0.5) / layer.size());
  }

  /** A table that references none stands just before the first that references it. */
  private void nearer(Map<QualifiedName, Integer> ranks) {
    Map<QualifiedName, Integer> first = new HashMap<>();
    keys.forEach(
        (table, list) ->
            list.forEach(
                key -> first.merge(key.references(), ranks.getOrDefault(table, 1), Math::min)));
    first.forEach(
        (table, rank) -> {
          if (keys.getOrDefault(table, List.of()).isEmpty()) ranks.put(table, rank - 1);
        });
  }

  /** How far it is from a table that references none. A cycle is cut where it is closed. */
  private int rank(QualifiedName name, Map<QualifiedName, Integer> ranks, Set<QualifiedName> path) {
    Integer known = ranks.get(name);
    if (known != null) return known;
    if (!path.add(name)) return -1;
    int rank = 0;
    for (ForeignKey key : keys.getOrDefault(name, List.of()))
      if (!key.references().equals(name))
        rank = Math.max(rank, rank(key.references(), ranks, path) + 1);
    path.remove(name);
    ranks.put(name, rank);
    return rank;
  }

  private Box box(Table table) {
    Set<String> primary = table.primaryKey().map(k -> k.columns()).orElse(Set.of());
    Set<String> foreign = new HashSet<>();
    table.constraintsOf(ForeignKey.class).forEach(key -> foreign.addAll(key.columnList()));
    List<Line> lines = new ArrayList<>();
    for (Column column : table.columns()) {
      boolean isPrimary = primary.contains(column.name());
      boolean isForeign = foreign.contains(column.name());
      if (keysOnly && !isPrimary && !isForeign) continue;
      String text = keysOnly ? column.name() : column.name() + "  " + column.type();
      lines.add(new Line(column.name(), cut(text), isPrimary ? "PK" : isForeign ? "FK" : ""));
    }
    if (lines.size() > MOST_LINES) {
      int left = lines.size() - MOST_LINES + 1;
      lines.subList(MOST_LINES - 1, lines.size()).clear();
      lines.add(new Line("", "… " + left + " more", ""));
    }
    Link link = requireNonNull(links.get(table.name()));
    String shown = cut(link.name());
    int letters = shown.length() + 1;
    for (Line line : lines) letters = Math.max(letters, line.shown().length() + 4);
    int width = (int) Math.max(110, letters * LETTER + 20);
    return new Box(link.id(), link.name(), shown, 0, 0, width, lines);
  }

  private static String cut(String text) {
    int[] letters = text.codePoints().toArray();
    return letters.length <= LETTERS ? text : new String(letters, 0, LETTERS - 1) + "…";
  }

  private List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    keys.forEach(
        (table, list) -> {
          for (ForeignKey key : list) {
            Box from = box(table);
            Box to = box(key.references());
            String columns = String.join(", ", key.columnList());
            edges.add(
                new Edge(
                    from.link(),
                    to.link(),
                    "%s (%s) references %s"
                        .formatted(names.of(table), columns, names.of(key.references())),
                    path(from, row(from, key.columnList().get(0)), to)));
          }
        });
    return edges;
  }

  private Box box(QualifiedName table) {
    return requireNonNull(placed.get(requireNonNull(links.get(table)).id()));
  }

  /** The height of a column's line, or that of the name where it is not shown. */
  private static int row(Box box, String column) {
    for (int i = 0; i < box.lines().size(); i++)
      if (box.lines().get(i).column().equals(column)) return box.baseline(i) - 5;
    return box.y() + Diagram.HEAD / 2;
  }

  /** A curve with three lines at the side of the many, and a bar at the side of the one. */
  private static String path(Box from, int y, Box to) {
    boolean beside = from.x() == to.x();
    boolean left = to.x() < from.x();
    int out = left ? -1 : 1;
    int in = beside || left ? 1 : -1;
    int x1 = left ? from.x() : from.x() + from.width();
    int x2 = in > 0 ? to.x() + to.width() : to.x();
    int y2 = to.y() + Diagram.HEAD / 2;
    int bend = beside ? 46 : Math.max(30, Math.min(160, Math.abs(x2 - x1) / 2));
    return "M%d %dL%d %dM%d %dL%d %dM%d %dH%dC%d %d %d %d %d %dH%dM%d %dV%d"
        .formatted(
            x1,
            y - 5,
            x1 + out * 9,
            y,
            x1,
            y + 5,
            x1 + out * 9,
            y,
            x1,
            y,
            x1 + out * 9,
            x1 + out * bend,
            y,
            x2 + in * bend,
            y2,
            x2 + in * 9,
            y2,
            x2,
            x2 + in * 6,
            y2 - 5,
            y2 + 5);
  }
}
