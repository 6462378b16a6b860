-- Two language servers on one file in Neovim: another one, as its users have it, and Stepwise.
-- RealServersTest starts it. What the other does, Stepwise leaves alone; of what the other complains, Stepwise fixes.
local file = vim.env.STEPWISE_FILE
local patience = tonumber(vim.env.STEPWISE_PATIENCE or '120000')
local root = vim.fn.fnamemodify(file, ':h')

local function out(text)
  io.stdout:write('\n' .. text .. '\n')
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

local function wait(what, condition)
  if not vim.wait(patience, condition, 20) then
    error('no ' .. what .. '; diagnostics: ' .. vim.inspect(vim.diagnostic.get(0)) .. '\nbuffer:\n' .. text())
  end
end

local function start(name, command, options)
  local id = vim.lsp.start({
    name = name,
    cmd = vim.split(command, '\31'),
    root_dir = root,
    init_options = options,
  })
  wait(name, function()
    local client = vim.lsp.get_client_by_id(id)
    return client and client.initialized ~= false and client.server_capabilities
  end)
  return vim.lsp.get_client_by_id(id)
end

local function ask(client, method, params)
  local answer = client.request_sync(method, params, patience, 0)
  assert(answer and not answer.err, method .. ': ' .. vim.inspect(answer))
  return answer.result or {}
end

local function actions(client, diagnostic)
  local where = { line = diagnostic.lnum, character = diagnostic.col }
  return ask(client, 'textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = { start = where, ['end'] = where },
    context = { diagnostics = { diagnostic.user_data.lsp } },
  })
end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  vim.bo.filetype = vim.env.STEPWISE_LANGUAGE
  local other = start('other', vim.env.STEPWISE_BESIDE)
  local ours = start('stepwise', vim.env.STEPWISE_COMMAND, { apply = 'always' })
  local theirs
  wait('diagnostic of the other server', function()
    for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
      if diagnostic.message:find(vim.env.STEPWISE_NAME, 1, true) and diagnostic.user_data then
        theirs = diagnostic
        return true
      end
    end
  end)
  -- An answer of ours means that it has read the file.
  local offered = actions(ours, theirs)
  local own = vim.diagnostic.get(0, { namespace = vim.lsp.diagnostic.get_namespace(ours.id) })
  assert(#own == 0, 'diagnostics twice: ' .. vim.inspect(own))
  for _, capability in ipairs({ 'completionProvider', 'hoverProvider', 'definitionProvider', 'referencesProvider',
    'renameProvider', 'signatureHelpProvider', 'documentFormattingProvider', 'semanticTokensProvider',
    'inlayHintProvider', 'documentHighlightProvider' }) do
    assert(not ours.server_capabilities[capability], capability .. ' twice')
  end
  for method, params in pairs({
    ['textDocument/documentSymbol'] = { textDocument = vim.lsp.util.make_text_document_params() },
    ['workspace/symbol'] = { query = 'total' },
  }) do
    if ours.server_capabilities[method == 'workspace/symbol' and 'workspaceSymbolProvider' or 'documentSymbolProvider'] then
      assert(#ask(ours, method, params) == 0, method .. ' twice')
    end
  end
  assert(other.server_capabilities.completionProvider, 'the other server is not a whole one')

  local titles = vim.tbl_map(function(action)
    return action.title
  end, offered)
  out('OFFERED ' .. table.concat(titles, '; '))
  if (vim.env.STEPWISE_RIGHT or '') == '' then
    return
  end
  assert(#offered == 1, vim.inspect(titles))
  ask(ours, 'workspace/executeCommand', offered[1].command)
  wait('fix', function()
    return text():find(vim.env.STEPWISE_RIGHT, 1, true)
  end)
  wait('the other server to be content', function()
    for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
      if diagnostic.message:find(vim.env.STEPWISE_NAME, 1, true) then
        return false
      end
    end
    return true
  end)
end

local ok, err = xpcall(run, debug.traceback)
out(ok and 'PASS' or 'FAIL ' .. tostring(err))
vim.cmd('qall!')
