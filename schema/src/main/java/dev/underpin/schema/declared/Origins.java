package dev.underpin.schema.declared;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each declared thing stands in the YAML.
 *
 * @param places by {@linkplain ObjectRef#key path}: {@code tables.orders}, {@code
 *     tables.orders.columns.status}, {@code tables.orders.indexes.x} …
 * @param ignores what {@code x-ignore} says
 */
public record Origins(Map<String, Location> places, List<Ignore> ignores) {
  /** Nothing was read from a file. */
  public static final Origins NONE = new Origins(Map.of());

  /**
   * One line of an {@code x-ignore}.
   *
   * @param path what it is written on; empty for the whole file
   * @param code as it is written
   * @param reason why; empty where none is written
   */
  public record Ignore(String path, String code, String reason, Location place) {}

  public Origins {
    places = Map.copyOf(places);
    ignores = List.copyOf(ignores);
  }

  /** Places without any {@code x-ignore}. */
  public Origins(Map<String, Location> places) {
    this(places, List.of());
  }

  /** Where it is declared, or where the table is declared that it belongs to. */
  public Optional<Location> of(ObjectRef ref) {
    return Optional.ofNullable(places.get(ref.key()))
        .or(() -> Optional.ofNullable(places.get(ref.root().key())));
  }

  /**
   * The path of a value of a dropped column.
   *
   * @param column as the YAML names it, such as {@code orders.fax}
   */
  public static String droppedPath(String column) {
    return "dropped." + column;
  }

  /** Where the value stands that a rollback gives to rows of a dropped column. */
  public Optional<Location> ofDropped(QualifiedName table, String column) {
    return Optional.ofNullable(places.get(droppedPath(table + "." + column)))
        .or(() -> Optional.ofNullable(places.get(droppedPath(table.name() + "." + column))));
  }

  /** The place of a path, or of the nearest thing that contains it. */
  public Optional<Location> of(String path) {
    for (String p = path; !p.isEmpty(); p = p.substring(0, Math.max(0, p.lastIndexOf('.')))) {
      Location location = places.get(p);
      if (location != null) return Optional.of(location);
    }
    return Optional.empty();
  }
}
