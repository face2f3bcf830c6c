package dev.underpin.runner.history;

import dev.underpin.planner.step.Batch;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.json.Json;
import dev.underpin.schema.model.QualifiedName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a step that have no column of their own kind, as JSON in the history. */
public final class StepRecord {
  private StepRecord() {}

  public static String texts(Collection<String> texts) {
    return Json.compact(List.copyOf(texts));
  }

  static List<String> texts(String json) {
    if (json.isEmpty() || !(Json.read(json) instanceof List<?> texts)) return List.of();
    return texts.stream().map(String::valueOf).toList();
  }

  public static String batch(Batch batch) {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, batch.table());
    map.put("key", batch.key());
    map.put("size", batch.size());
    return Json.compact(map);
  }

  public static Batch batch(String json) {
    Map<?, ?> map = map(Json.read(json));
    List<String> key =
        map.get("key") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    return new Batch(table(map), key, map.get("size") instanceof Number size ? size.intValue() : 1);
  }

  static String probes(List<DataCheck> probes) {
    return Json.compact(probes.stream().map(StepRecord::tree).toList());
  }

  static List<DataCheck> probes(Optional<String> json) {
    if (json.isEmpty() || !(Json.read(json.get()) instanceof List<?> list)) return List.of();
    return list.stream().map(StepRecord::probe).toList();
  }

  private static Map<String, Object> tree(DataCheck probe) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", probe.id());
    put(map, probe.table());
    map.put("code", probe.finding().code().id());
    map.put("finding", probe.finding().text());
    map.put("sql", probe.sql());
    map.put("remedy", probe.remedy());
    return map;
  }

  /** An earlier version recorded no code. */
  private static DataCheck probe(@Nullable Object tree) {
    Map<?, ?> map = map(tree);
    return new DataCheck(
        text(map, "id"),
        table(map),
        Finding.recorded(text(map, "code"), text(map, "finding")),
        text(map, "sql"),
        text(map, "remedy"));
  }

  private static void put(Map<String, Object> map, QualifiedName table) {
    map.put("schema", table.schema());
    map.put("table", table.name());
  }

  private static QualifiedName table(Map<?, ?> map) {
    return new QualifiedName(text(map, "schema"), text(map, "table"));
  }

  private static Map<?, ?> map(@Nullable Object tree) {
    return tree instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : value.toString();
  }
}
