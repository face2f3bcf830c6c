package dev.underpin.schema.yaml.write;

import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.yaml.sqltext.NameParser;

/**
 * Writes grants, owners and default privileges.
 *
 * @param namespace the namespace that is not written
 * @param session the role of which default privileges are written without its name
 */
record AccessWriter(String namespace, String session) {
  void write(Schema schema, YamlNode.Mapping file) {
    YamlNode.Mapping owners = YamlNode.block();
    YamlNode.Mapping grants = YamlNode.block();
    for (Access access : schema.access().values()) {
      switch (access.key().kind()) {
        case OWNER -> owners.put(name(access.key(), schema), YamlNode.text(access.text()));
        case GRANTS -> grants.put(name(access.key(), schema), grants(access.grants()));
        case DEFAULT_PRIVILEGES -> {
          YamlNode.Mapping rules = YamlNode.block();
          access
              .defaults()
              .rules()
              .forEach((rule, list) -> rules.put(rule.words(session), grants(list)));
          file.put("default_privileges", rules.isEmpty() ? YamlNode.inline() : rules);
        }
      }
    }
    if (!owners.isEmpty()) file.put("owners", owners);
    if (!grants.isEmpty()) file.put("grants", grants);
  }

  private static YamlNode grants(GrantList grants) {
    YamlNode.Mapping roles = YamlNode.inline();
    grants
        .roles()
        .forEach(
            (role, privileges) -> roles.put(role, YamlNode.texts(GrantList.words(privileges))));
    return roles;
  }

  /** A table has no word of its own before its name, unless the name would be read as one. */
  private String name(Access.Key key, Schema schema) {
    QualifiedName name = key.name();
    if (key.word().equals(Access.SCHEMA)) return "schema " + NameParser.of(name, "");
    int open = name.name().indexOf('(');
    if (open > 0)
      return key.word()
          + " "
          + NameParser.of(name.withName(name.name().substring(0, open)), namespace)
          + name.name().substring(open);
    String own = NameParser.of(name, namespace);
    boolean plain =
        key.word().equals(Access.TABLE)
            && NameParser.isSimple(name.name())
            && schema.sequences().get(name) == null;
    return plain ? own : key.word() + " " + own;
  }
}
