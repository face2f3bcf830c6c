/** Text from outside, made fit to be shown. */
package dev.underpin.schema.text;
