package dev.underpin.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PartMarksTest {
  private static final QualifiedName ORDERS = new QualifiedName("shop", "orders");

  @Property
  void everyNameIsReadBack(
      @ForAll String schema,
      @ForAll @StringLength(min = 1) String table,
      @ForAll @StringLength(min = 1) String name) {
    for (String kind : List.of("column", "index", "table", "traits", "view")) {
      boolean dotted = List.of("column", "index").contains(kind);
      SchemaPart part = new SchemaPart(kind, schema, dotted ? table : "", name);
      assertThat(SchemaPart.parse(part.toString())).contains(part);
      assertThat(PartMarks.parse(marks(part).toString())).isEqualTo(marks(part));
    }
    SchemaPart trigger = new SchemaPart("trigger", schema, table, name);
    assertThat(SchemaPart.parse(trigger.toString())).contains(trigger);
    StepMarks step =
        new StepMarks("0123456789abcdef", java.util.Map.of(trigger, Mark.open("0123456789abcdef")));
    assertThat(StepMarks.parse(step.toString())).contains(step);
  }

  private static PartMarks marks(SchemaPart part) {
    return new PartMarks(Set.of(), new TreeMap<>(java.util.Map.of(part, Mark.ABSENT)));
  }

  @Test
  void twoColumnsOfOneTableAreDifferentParts() {
    Schema start = schema(column("id"));
    Schema first = schema(column("id"), column("a"));
    Schema second = schema(column("id"), column("b"));
    Schema both = schema(column("id"), column("a"), column("b"));
    assertThat(between(start, first).needs().fits(Fingerprint.counting(second))).isTrue();
    assertThat(between(start, first).leaves().fits(Fingerprint.counting(both))).isTrue();
    assertThat(between(start, first).leaves().fits(Fingerprint.counting(second))).isFalse();
  }

  @Test
  void aColumnThatGoesMustNotBeInUse() {
    Schema start = schema(column("id"), column("a"));
    Table indexed =
        start.table(ORDERS).orElseThrow().withIndexes(List.of(Index.of("i", false, List.of("a"))));
    PartMarks needs = between(start, schema(column("id"))).needs();
    assertThat(needs.fits(Fingerprint.counting(start))).isTrue();
    assertThat(needs.differing(Fingerprint.counting(Schema.EMPTY.put(indexed))))
        .extracting(part -> part.words("shop"))
        .containsExactly("what uses column orders.a");
  }

  @Test
  void aTableThatGoesIsNeededAsItWas() {
    Schema start = schema(column("id"));
    PartMarks needs = between(start, Schema.EMPTY).needs();
    assertThat(needs.fits(Fingerprint.counting(start))).isTrue();
    assertThat(needs.fits(Fingerprint.counting(schema(column("id"), column("a"))))).isFalse();
  }

  @Test
  void aTableThatIsChangedInPlaceMustBeChangeableLikeThat() {
    Schema start = schema(column("id"));
    Schema more = schema(column("id"), column("a"));
    PartMarks needs =
        new PartComparison(plain(start), plain(more), Set.of(), Set.of(), Set.of())
            .changing(Set.of(ORDERS))
            .needs();
    assertThat(needs.fits(plain(start))).isTrue();
    assertThat(needs.differing(Fingerprint.counting(start, table -> "full_text")))
        .extracting(part -> part.words("shop"))
        .containsExactly("what decides how the server changes table orders");
  }

  private static Fingerprint plain(Schema schema) {
    return Fingerprint.counting(schema, table -> "");
  }

  private static PartComparison between(Schema from, Schema to) {
    return new PartComparison(
        Fingerprint.counting(from), Fingerprint.counting(to), Set.of(), Set.of(), Set.of());
  }

  private static Column column(String name) {
    return Column.of(name, "int");
  }

  private static Schema schema(Column... columns) {
    return Schema.EMPTY.put(
        new Table(
            ORDERS, List.of(columns), List.of(), List.of(), Optional.empty(), Options.none()));
  }
}
