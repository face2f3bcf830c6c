package dev.underpin.junit;

import dev.underpin.workflow.Underpin;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests a database with a schema from YAML. {@link WithSchema} registers it for SQLite; with
 * a field it works on any database:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SchemaExtension database =
 *     SchemaExtension.of(Path.of("schema.yaml")).on(() -> dataSource);
 * }</pre>
 */
public final class SchemaExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SchemaExtension.class);
  private static final Set<Class<?>> KNOWN =
      Set.of(DataSource.class, Connection.class, Underpin.class);

  private final Optional<Definition> said;

  /** Of the annotation; JUnit calls it. */
  public SchemaExtension() {
    this(Optional.empty());
  }

  private SchemaExtension(Optional<Definition> said) {
    this.said = said;
  }

  /**
   * A new SQLite database for each test.
   *
   * @param schema a file of YAML, or a folder of them
   */
  public static SchemaExtension of(Path schema) {
    return new SchemaExtension(
        Optional.of(
            new Definition(
                Optional.of(schema), "", Optional.empty(), Optional.empty(), false, List.of())));
  }

  /**
   * The same with a schema that is in no file.
   *
   * @param yaml the schema itself
   */
  public static SchemaExtension ofText(String yaml) {
    return new SchemaExtension(
        Optional.of(
            new Definition(
                Optional.empty(), yaml, Optional.empty(), Optional.empty(), false, List.of())));
  }

  /** One SQLite database for all tests of the class. The field has to be static. */
  public SchemaExtension shared() {
    Definition d = definition();
    return new SchemaExtension(
        Optional.of(new Definition(d.path(), d.text(), d.source(), d.url(), true, d.allowed())));
  }

  /**
   * A database of the test's own, such as one in a container. It gets the schema before the first
   * test of the class; the rows that a test leaves stay for the next one. The field has to be
   * static.
   *
   * @param source asked before the first test
   */
  public SchemaExtension on(Supplier<DataSource> source) {
    Definition d = definition();
    return new SchemaExtension(
        Optional.of(
            new Definition(
                d.path(), d.text(), Optional.of(source), Optional.empty(), true, d.allowed())));
  }

  /**
   * The same by a URL, with user and password in it. Tests may then take an {@link Underpin}, and
   * make connections themselves.
   *
   * @param url asked before the first test
   */
  public SchemaExtension onUrl(Supplier<String> url) {
    Definition d = definition();
    return new SchemaExtension(
        Optional.of(
            new Definition(
                d.path(), d.text(), Optional.empty(), Optional.of(url), true, d.allowed())));
  }

  /**
   * Approves what the database needs to come to the schema, where it has tables already.
   *
   * @param words those of {@code --allow}
   */
  public SchemaExtension allowing(String... words) {
    Definition d = definition();
    return new SchemaExtension(
        Optional.of(
            new Definition(d.path(), d.text(), d.source(), d.url(), d.shared(), List.of(words))));
  }

  private Definition definition() {
    return said.orElseThrow(
        () ->
            new ExtensionConfigurationException(
                "Begin with SchemaExtension.of or SchemaExtension.ofText."));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (definition(context).shared()) database(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (said.filter(Definition::shared).isPresent() && stored(context, definition(context)) == null)
      throw new ExtensionConfigurationException(
          "A database for all tests of a class needs a static field: static final SchemaExtension …");
    database(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return KNOWN.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Definition definition = definition(context);
    if (!definition.shared() && context.getTestMethod().isEmpty())
      throw new ParameterResolutionException(
          "Each test has a database of its own, so that there is none for the whole class. Write shared = true for one.");
    SchemaDatabase database = database(context);
    Class<?> type = parameter.getParameter().getType();
    if (type.equals(Underpin.class)) return database.underpin();
    if (type.equals(DataSource.class)) return database.source();
    Connection open =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                List.of("connection", context.getUniqueId()),
                key -> new OpenConnection(database.open()),
                OpenConnection.class)
            .connection();
    return open;
  }

  private SchemaDatabase database(ExtensionContext context) {
    Definition definition = definition(context);
    Store store = context.getStore(NAMESPACE);
    return store.getOrComputeIfAbsent(
        definition, key -> SchemaDatabase.of(definition, templates(context)), SchemaDatabase.class);
  }

  private static Object stored(ExtensionContext context, Definition definition) {
    return context.getStore(NAMESPACE).get(definition);
  }

  /** Made once in a run of the tests: a copy of a file takes no time. */
  private static Templates templates(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Templates.class, key -> new Templates(), Templates.class);
  }

  /** What was said in the field, or by the nearest annotation. */
  private Definition definition(ExtensionContext context) {
    if (said.isPresent()) return said.get();
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      Optional<AnnotatedElement> element = at.get().getElement();
      Optional<WithSchema> annotation = AnnotationSupport.findAnnotation(element, WithSchema.class);
      if (annotation.isPresent())
        return Definition.of(annotation.get(), context.getRequiredTestClass());
    }
    throw new ExtensionConfigurationException(
        "There is no schema: write @WithSchema(\"schema.yaml\"), or register SchemaExtension.of(…) by a field.");
  }
}
