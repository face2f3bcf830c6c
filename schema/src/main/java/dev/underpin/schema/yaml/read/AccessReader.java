package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.DefaultPrivileges;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.Privilege;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads grants, owners and default privileges. */
final class AccessReader {
  private static final String PRIVILEGE_HINT =
      "write a privilege such as  select,  \"update (status)\"  or  \"select with grant option\"";
  private static final List<String> WORDS =
      List.of("table", "view", "sequence", "function", "procedure", "type", "schema");
  private static final List<String> OBJECTS =
      List.of("tables", "sequences", "functions", "types", "schemas");
  private static final Pattern KIND =
      Pattern.compile("(" + String.join("|", WORDS) + ")\\s+(\\S.*)", Pattern.DOTALL);
  private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s\"]+)";
  private static final Pattern RULE =
      Pattern.compile(
          "(\\w+)(?:\\s+for\\s+role\\s+" + NAME + ")?(?:\\s+in\\s+schema\\s+" + NAME + ")?");

  private final DeclarationBuilder draft;
  private final String namespace;

  AccessReader(DeclarationBuilder draft, String namespace) {
    this.draft = draft;
    this.namespace = namespace;
  }

  void grants(YamlValue section) {
    for (YamlEntries.Entry entry : section.entries()) {
      Optional<Access.Key> key = key(Access.Kind.GRANTS, entry);
      Optional<GrantList> grants = grants(entry);
      if (key.isPresent() && grants.isPresent())
        put(Access.of(key.get(), grants.get()), entry.key());
    }
  }

  void owners(YamlValue section) {
    for (YamlEntries.Entry entry : section.entries()) {
      Optional<Access.Key> key = key(Access.Kind.OWNER, entry);
      Optional<String> role = entry.value().text();
      if (key.isPresent() && role.isPresent()) put(new Access(key.get(), role.get()), entry.key());
    }
  }

  void defaults(YamlValue section) {
    TreeMap<DefaultPrivileges.Rule, GrantList> rules = new TreeMap<>();
    Access known = draft.access.get(Access.Key.DEFAULTS);
    if (known != null) rules.putAll(known.defaults().rules());
    List<YamlEntries.Entry> entries =
        section.isNull() || section.isEmpty() ? List.of() : section.entries();
    for (YamlEntries.Entry entry : entries) {
      Optional<DefaultPrivileges.Rule> rule = rule(entry);
      Optional<GrantList> grants = grants(entry);
      if (rule.isEmpty() || grants.isEmpty()) continue;
      if (rules.putIfAbsent(rule.get(), grants.get()) != null)
        entry.key().error("\"" + entry.name() + "\" is written twice");
    }
    Access all = new Access(Access.Key.DEFAULTS, new DefaultPrivileges(rules).toString());
    draft.access.put(all.key(), all);
    draft.place(ObjectRef.access(all.key()), section);
  }

  private void put(Access access, YamlValue place) {
    if (draft.access.putIfAbsent(access.key(), access) != null) {
      place.error(access.key().name() + " is written twice here");
      return;
    }
    draft.place(ObjectRef.access(access.key()), place);
  }

  private Optional<Access.Key> key(Access.Kind kind, YamlEntries.Entry entry) {
    Matcher form = KIND.matcher(entry.name());
    String word = form.matches() ? form.group(1) : "";
    String name = form.matches() ? form.group(2) : entry.name();
    if (word.equals(Access.SCHEMA))
      return name(entry, name, "").map(n -> new Access.Key(kind, word, n));
    boolean isRoutine = word.equals("function") || word.equals("procedure");
    int open = name.indexOf('(');
    if (isRoutine && (open < 0 || !name.endsWith(")"))) {
      entry
          .key()
          .error(
              "a " + word + " is named with the types of its arguments",
              "write  " + word + " " + name + "()  or  " + word + " " + name + "(integer, text)");
      return Optional.empty();
    }
    if (word.isEmpty() && open > 0 && name.endsWith(")")) {
      entry
          .key()
          .error(
              "it is not said what this is", "write  function " + name + "  or  procedure " + name);
      return Optional.empty();
    }
    if (!isRoutine) return name(entry, name, namespace).map(n -> new Access.Key(kind, word, n));
    String arguments = name.substring(open);
    if (!arguments.matches("[\\p{L}\\p{N}_ ,.\\[\\]\"$()]*") || arguments.lastIndexOf('(') > 0) {
      entry.key().error("the types of the arguments cannot be read", "write  f(integer, text[])");
      return Optional.empty();
    }
    return name(entry, name.substring(0, open).strip(), namespace)
        .map(n -> new Access.Key(kind, word, n.withName(n.name() + arguments)));
  }

  private static Optional<QualifiedName> name(
      YamlEntries.Entry entry, String text, String namespace) {
    return DocumentReader.name(entry.key(), text, namespace);
  }

  private Optional<DefaultPrivileges.Rule> rule(YamlEntries.Entry entry) {
    Matcher form = RULE.matcher(entry.name().strip());
    if (!form.matches() || !OBJECTS.contains(form.group(1))) {
      entry
          .key()
          .error(
              "\"" + entry.name() + "\" does not say which new objects are meant",
              DidYouMean.nearest(entry.name(), Set.copyOf(OBJECTS))
                  .map(near -> "did you mean \"" + near + "\"?")
                  .orElse(
                      "write one of "
                          + String.join(", ", OBJECTS)
                          + "; then, where needed,  for role NAME  and  in schema NAME"));
      return Optional.empty();
    }
    String schema = form.group(3) == null ? "" : bare(form.group(3));
    if (form.group(1).equals("schemas") && !schema.isEmpty()) {
      entry.key().error("a schema is not in a schema", "leave out  in schema " + schema);
      return Optional.empty();
    }
    return Optional.of(
        new DefaultPrivileges.Rule(
            form.group(1),
            form.group(2) == null ? DefaultPrivileges.SESSION : bare(form.group(2)),
            schema));
  }

  private static String bare(String name) {
    try {
      return NameParser.parse(name.startsWith("\"") ? name : NameParser.quote(name), "").name();
    } catch (SqlTextException e) {
      return name;
    }
  }

  private static Optional<GrantList> grants(YamlEntries.Entry entry) {
    YamlValue value = entry.value();
    if (value.isNull() || value.isEmpty() || !value.isMapping()) {
      value.error(
          "the privileges of each role are a mapping, not " + value.kind(),
          "write  { app: [select] },  or  {}  where only the owner has privileges");
      return Optional.empty();
    }
    GrantList grants = GrantList.NONE;
    for (YamlEntries.Entry role : value.entries()) {
      SortedSet<Privilege> all = new TreeSet<>();
      for (YamlValue item : role.value().scalars()) {
        Optional<List<Privilege>> read = item.text().flatMap(GrantList::privileges);
        if (read.isEmpty()) item.error("this is not a privilege", PRIVILEGE_HINT);
        else all.addAll(read.get());
      }
      grants = grants.with(role.name(), all);
    }
    return Optional.of(grants);
  }
}
