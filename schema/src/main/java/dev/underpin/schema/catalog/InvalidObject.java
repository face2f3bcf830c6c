package dev.underpin.schema.catalog;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;

/**
 * A view or trigger that is there and cannot be used, because what it names is not there.
 *
 * @param sql the statement that created it
 * @param why what the server says of it
 */
public record InvalidObject(SchemaObject.Kind kind, QualifiedName name, String sql, String why) {}
