import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** One door for commands and context keys; the ports of other rooms stay free of message boxes. */
const doors = [
  {
    selector: 'CallExpression[callee.property.name=/^registerCommand|registerTextEditorCommand$/]',
    message: 'Register commands through ui/commands/register.ts, the one door with the error boundary.',
  },
  {
    selector: "CallExpression[callee.property.name='executeCommand'][arguments.0.value='setContext']",
    message: 'Set context keys through ui/contextKeys.ts, which knows every key.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^show(Information|Warning|Error)Message$/] > Literal:first-child',
    message: 'Texts live in one table: pass a message made with vscode.l10n.t.',
  },
];

/** A reader of a call should not need the body: what src/ exports as a function says what it gives. */
const docstring = {
  meta: { schema: [], messages: { missing: 'Give the exported function a docstring: shapes, units, errors.' } },
  create: (context) => ({
    'ExportNamedDeclaration:has(> FunctionDeclaration)'(node) {
      const before = context.sourceCode.getCommentsBefore(node).at(-1);
      const isDocstring = before?.type === 'Block' && before.value.startsWith('*');
      if (!isDocstring) context.report({ node: node.declaration.id, messageId: 'missing' });
    },
  }),
};

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', '.artifacts/', 'test/fixtures/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Objects here are closures: nothing reads `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-restricted-syntax': ['error', ...doors, { selector: 'ExportDefaultDeclaration', message: 'Export by name.' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**'],
    plugins: { house: { rules: { docstring } } },
    rules: { 'house/docstring': 'error' },
  },
  { files: ['scripts/**', 'test/**', '*.mjs', '*.ts'], rules: { 'no-console': 'off' } },
  { files: ['*.mjs', '*.config.ts'], rules: { 'no-restricted-syntax': ['error', ...doors] } },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'readonly' } },
  },
);
