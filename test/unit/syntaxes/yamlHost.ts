import type { IRawGrammar } from 'vscode-textmate';

/**
 * A grammar for YAML that gives the scopes by which VS Code's own names texts, keys and comments. That the marks show
 * in VS Code's own is tested inside VS Code.
 */
export const yamlHost: IRawGrammar = {
  scopeName: 'source.yaml',
  // What the library fills in itself.
  repository: {} as IRawGrammar['repository'],
  patterns: [
    { begin: '(?<=^|\\s)#', end: '$', name: 'comment.line.number-sign.yaml' },
    { begin: '"', end: '"', name: 'string.quoted.double.yaml', patterns: [{ match: '\\\\.' }] },
    { begin: "'", end: "'", name: 'string.quoted.single.yaml' },
    {
      begin: '(?=[^\\s#:"\'\\-|]|-\\S|:\\S)(?=[^#]*?:(?:\\s|$))',
      end: '(?=:(?:\\s|$))',
      name: 'string.unquoted.plain.yaml entity.name.tag.yaml',
    },
    { begin: '(?<=:\\s|-\\s)(?=[^\\s#"\'|])', end: '(?=\\s#)|$', name: 'string.unquoted.plain.out.yaml' },
    { begin: '\\|$', while: '^(\\s+|$)', contentName: 'string.unquoted.block.yaml' },
  ],
};
