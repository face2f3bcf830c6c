package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** While types change with {@code online: true}, no write of the application fails or is lost. */
class TypeChangeUnderLoadTest {
  private static final int WRITERS = 2;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return List.of(TestServers.postgresql(18));
  }

  /** What one session has written: the size of each of its items, and how many lines it has. */
  private record Written(Map<Long, Long> sizes, Map<Long, Integer> lines) {}

  private static Written write(TestDatabase db, int seed, AtomicBoolean stop) throws Exception {
    Random random = new Random(seed);
    Written written = new Written(new HashMap<>(), new HashMap<>());
    List<Long> mine = new ArrayList<>();
    try (Connection connection = db.connect();
        PreparedStatement add =
            connection.prepareStatement("insert into item (size) values (?) returning id");
        PreparedStatement line = connection.prepareStatement("insert into line (item) values (?)");
        PreparedStatement resize =
            connection.prepareStatement("update item set size = ? where id = ?");
        PreparedStatement drop = connection.prepareStatement("delete from item where id = ?")) {
      while (!stop.get()) {
        Thread.sleep(1);
        int size = random.nextInt(1000) + 1;
        if (mine.isEmpty() || random.nextInt(3) == 0) {
          add.setInt(1, size);
          try (ResultSet row = add.executeQuery()) {
            assertThat(row.next()).isTrue();
            mine.add(row.getLong(1));
            written.sizes().put(row.getLong(1), (long) size);
          }
          continue;
        }
        long id = mine.get(random.nextInt(mine.size()));
        switch (random.nextInt(6)) {
          case 0 -> {
            drop.setInt(1, (int) id);
            assertThat(drop.executeUpdate()).isEqualTo(1);
            mine.remove(id);
            written.sizes().remove(id);
            written.lines().remove(id);
          }
          case 1 -> {
            line.setInt(1, (int) id);
            assertThat(line.executeUpdate()).isEqualTo(1);
            written.lines().merge(id, 1, Integer::sum);
          }
          default -> {
            resize.setInt(1, size);
            resize.setInt(2, (int) id);
            assertThat(resize.executeUpdate()).isEqualTo(1);
            written.sizes().put(id, (long) size);
          }
        }
      }
    }
    return written;
  }

  private void run(TestDatabase db, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void no_write_fails_or_is_lost(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create table item (id int primary key generated always as identity, size int not null"
              + " check (size > 0))",
          "create index item_size on item (size)",
          "create table line (id serial primary key, item int not null references item on delete cascade)",
          "create index line_item on line (item)",
          "insert into item (size) select 1 from generate_series(1, 4000)",
          "insert into line (item) select id from item where id <= 1000");
      declare(db);
      AtomicBoolean stop = new AtomicBoolean();
      ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
      try {
        List<Future<Written>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          int seed = i;
          writers.add(pool.submit(() -> write(db, seed, stop)));
        }
        run(db, "apply", "--direct", "--yes");
        run(db, "rollback", "--yes");
        run(db, "apply", "--direct", "--yes");
        stop.set(true);
        assertWritten(db, writers);
      } finally {
        stop.set(true);
        pool.shutdownNow();
      }
      run(db, "plan", "--exit-code");
      assertThat(db.value("select pg_typeof(id) || ' ' || pg_typeof(size) from item limit 1"))
          .isEqualTo("bigint bigint");
    }
  }

  private static void assertWritten(TestDatabase db, List<Future<Written>> writers)
      throws Exception {
    TreeMap<Long, Long> sizes = new TreeMap<>();
    TreeMap<Long, Integer> lines = new TreeMap<>();
    for (Future<Written> writer : writers) {
      sizes.putAll(writer.get().sizes());
      lines.putAll(writer.get().lines());
    }
    assertThat(sizes).hasSizeGreaterThan(100);
    TreeMap<Long, Long> found = new TreeMap<>();
    db.rows("select id, size from item where id > 4000")
        .forEach(r -> found.put(Long.valueOf(r.get(0)), Long.valueOf(r.get(1))));
    assertThat(found).isEqualTo(sizes);
    TreeMap<Long, Integer> lined = new TreeMap<>();
    db.rows("select item, count(*) from line where item > 4000 group by item")
        .forEach(r -> lined.put(Long.valueOf(r.get(0)), Integer.valueOf(r.get(1))));
    assertThat(lined).isEqualTo(lines);
    assertThat(db.value("select count(*) from item where id <= 4000 and size = 1"))
        .isEqualTo("4000");
  }

  private void declare(TestDatabase db) throws IOException {
    run(db, "inspect", "-o", "schema.yaml");
    Path yaml = folder.resolve("schema.yaml");
    String text =
        Files.readString(yaml)
            .replace("id: integer not null identity always", column("id", ", identity: always"))
            .replace("size: integer not null", column("size", ""))
            .replace("item: integer not null", column("item", ""));
    assertThat(text.split("online", -1)).as(text).hasSize(4);
    Files.writeString(yaml, text);
  }

  private static String column(String name, String more) {
    return name + ": { type: bigint, online: true, nullable: false" + more + " }";
  }
}
