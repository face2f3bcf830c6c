package dev.underpin.cli.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Diagrams of schemas that nobody has drawn. */
class DiagramLayoutTest {
  @Test
  void no_two_tables_of_five_hundred_overlap_and_the_page_is_sound() {
    Document page = PageReader.read(page(random(500)));

    assertThat(page.select("svg .box")).hasSize(500);
    assertThat(page.select("details.table")).hasSize(500);
    noOverlap(diagram(random(500)));
  }

  @Test
  void references_in_a_circle_end() {
    Schema circle =
        Schema.EMPTY
            .put(table("a", List.of("b")))
            .put(table("b", List.of("c")))
            .put(table("c", List.of("a", "c")));

    Diagram diagram = diagram(circle);

    assertThat(diagram.boxes()).hasSize(3);
    assertThat(diagram.edges()).hasSize(4);
    noOverlap(diagram);
  }

  @Test
  void a_table_stands_to_the_right_of_those_it_references() {
    Diagram diagram =
        diagram(
            Schema.EMPTY
                .put(table("line", List.of("orders")))
                .put(table("orders", List.of("customer")))
                .put(table("customer", List.of())));

    assertThat(diagram.boxes())
        .extracting(Diagram.Box::name)
        .containsExactly("customer", "orders", "line");
    assertThat(diagram.boxes()).extracting(Diagram.Box::x).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void a_schema_without_tables_has_no_diagram() {
    assertThat(PageReader.read(page(Schema.EMPTY)).select("svg")).isEmpty();
  }

  private static void noOverlap(Diagram diagram) {
    List<Diagram.Box> boxes = diagram.boxes();
    for (Diagram.Box a : boxes) {
      assertThat(a.x() + a.width()).isLessThan(diagram.width());
      assertThat(a.y() + a.height()).isLessThan(diagram.height());
      for (Diagram.Box b : boxes)
        assertThat(
                a == b
                    || a.x() + a.width() <= b.x()
                    || b.x() + b.width() <= a.x()
                    || a.y() + a.height() <= b.y()
                    || b.y() + b.height() <= a.y())
            .as(a.name() + " and " + b.name())
            .isTrue();
    }
  }

  static Schema random(int tables) {
    Random random = new Random(11);
    Schema schema = Schema.EMPTY;
    for (int i = 0; i < tables; i++) {
      List<String> references = new ArrayList<>();
      for (int r = random.nextInt(4); r > 0 && i > 0; r--)
        references.add("table_" + random.nextInt(i));
      schema = schema.put(table("table_" + i, references.stream().distinct().toList()));
    }
    return schema;
  }

  private static Table table(String name, List<String> references) {
    List<Column> columns = new ArrayList<>(List.of(Column.of("id", "integer")));
    List<dev.underpin.schema.model.Constraint> constraints = new ArrayList<>();
    constraints.add(PrimaryKey.of(Optional.empty(), List.of("id")));
    for (String other : references) {
      columns.add(Column.of(other + "_id", "integer"));
      constraints.add(
          ForeignKey.of(
              Optional.empty(), List.of(other + "_id"), QualifiedName.of(other), List.of("id")));
    }
    return new Table(
        QualifiedName.of(name), columns, constraints, List.of(), Optional.empty(), Options.none());
  }

  private static Diagram diagram(Schema schema) {
    return section(schema).diagram();
  }

  static String page(Schema schema) {
    return new HtmlPage("shop", List.of(section(schema))).text();
  }

  private static SchemaSection section(Schema schema) {
    return SchemaSection.of("schema", "Schema", Catalog.of(ENGINE, "shop", "", schema));
  }

  private static final Engine ENGINE = new Engine("sqlite", "SQLite", Version.parse("3.46.0"));
}
