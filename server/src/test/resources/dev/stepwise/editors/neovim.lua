-- Drives Neovim without a screen through one scenario; NeovimTest starts it. The environment says
-- which scenario, how to start the server, and where the plugin, the file and the signal lie.
local file, go = vim.env.STEPWISE_FILE, vim.env.STEPWISE_GO
local other = vim.env.STEPWISE_OTHER
local started = vim.loop.hrtime()
local command = vim.split(vim.env.STEPWISE_COMMAND, '\31')
local patience = tonumber(vim.env.STEPWISE_PATIENCE or '20000')
local messages = {}

local function out(text)
  io.stdout:write('\n' .. text .. '\n') -- Neovim's own messages end without one
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function text()
  return table.concat(lines(), '\n')
end

local function wait(what, condition)
  local began = vim.loop.hrtime()
  if not vim.wait(patience, condition, 10) then
    error('no ' .. what .. '; buffer:\n' .. text() .. '\nmessages: ' .. vim.inspect(messages))
  end
  return (vim.loop.hrtime() - began) / 1e6
end

local function insert(line, added)
  vim.api.nvim_buf_set_lines(0, line, line, false, { added })
end

local function signal()
  vim.fn.writefile({}, go)
end

local function find(pattern)
  for number, line in ipairs(lines()) do
    local column = line:find(pattern, 1, true)
    if column then
      return number, column
    end
  end
  error('no ' .. pattern .. ' in\n' .. text())
end

local function cursor(pattern)
  local line, column = find(pattern)
  vim.api.nvim_win_set_cursor(0, { line, column - 1 })
end

local function notified(part)
  return function()
    for _, message in ipairs(messages) do
      if message:find(part, 1, true) then
        return true
      end
    end
    return false
  end
end

vim.notify = function(message)
  messages[#messages + 1] = message
end
vim.lsp.handlers['window/showMessage'] = function(_, params)
  messages[#messages + 1] = params.message
end
local progress = {}
local inner = vim.lsp.handlers['$/progress']
vim.lsp.handlers['$/progress'] = function(err, params, context, config)
  progress[#progress + 1] = params.value.kind
  return inner and inner(err, params, context, config)
end

local function attached()
  for _, client in ipairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
    local capabilities = client.server_capabilities or client.resolved_capabilities
    if capabilities and capabilities.codeActionProvider then
      return client
    end
  end
end

local function open(settings)
  vim.opt.runtimepath:append(vim.env.STEPWISE_CLIENTS .. '/neovim')
  require('stepwise').setup({ cmd = command, settings = settings or {} })
  vim.cmd('runtime plugin/stepwise.lua')
  vim.cmd('filetype on')
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  wait('attached client', attached)
  out(string.format('TIME attach %.0f', (vim.loop.hrtime() - started) / 1e6))
end

local function preview()
  return require('stepwise.preview').current()
end

local function fixed()
  return text():find('FIXED', 1, true) and not text():find('BUG', 1, true)
end

-- Picks the first choice of Stepwise wherever Neovim asks.
local choice = 'Stepwise'
vim.ui.select = function(items, options, choose)
  for index, item in ipairs(items) do
    local shown = options.format_item and options.format_item(item) or tostring(item)
    if shown:find(choice, 1, true) then
      out('CHOSE ' .. shown)
      return choose(item, index)
    end
  end
  choose(nil, nil)
end

local scenarios = {}

-- How long code actions of the cursor's line take, fifty times.
local function time_lists()
  local client = attached()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local times = {}
  for _ = 1, 50 do
    local answered = false
    local began = vim.loop.hrtime()
    require('stepwise').request(client, 'textDocument/codeAction', {
      textDocument = { uri = vim.uri_from_bufnr(0) },
      range = { start = { line = line, character = 0 }, ['end'] = { line = line, character = 4 } },
      context = { diagnostics = {} },
    }, function(_, actions)
      answered = #actions > 0
    end, 0)
    if not vim.wait(patience, function()
      return answered
    end, 1) then
      error('no actions')
    end
    times[#times + 1] = string.format('%.1f', (vim.loop.hrtime() - began) / 1e6)
  end
  out('TIME list ' .. table.concat(times, ' '))
end

local function accept()
  local began = vim.loop.hrtime()
  vim.cmd('StepwiseAccept')
  wait('fix', fixed)
  out(string.format('TIME apply %.0f', (vim.loop.hrtime() - began) / 1e6))
end

-- The user's own way: diagnostics, code actions, the diff, accept.
function scenarios.action()
  open()
  wait('diagnostic', function()
    return #vim.diagnostic.get(0) == 1
  end)
  cursor('BUG')
  time_lists()
  vim.lsp.buf.code_action()
  wait('progress', function()
    return #progress >= 1
  end)
  time_lists()
  signal()
  wait('preview', preview)
  accept()
  wait('end of progress', function()
    return progress[#progress] == 'end'
  end)
  out('PROGRESS ' .. table.concat(progress, ','))
  vim.cmd('write')
end

scenarios.crlf = scenarios.action

-- A second server tells of the BUG; Stepwise itself is silent.
function scenarios.foreign()
  open({ diagnostics = 'off' })
  local config = {
    name = 'linter',
    cmd = vim.split(vim.env.STEPWISE_LINTER, '\31'),
    root_dir = vim.fn.fnamemodify(file, ':h'),
  }
  if vim.lsp.start then
    vim.lsp.start(config)
  else
    vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
  end
  wait('diagnostic of the linter', function()
    local all = vim.diagnostic.get(0)
    return #all == 1 and all[1].source == 'linter'
  end)
  cursor('BUG')
  signal()
  choice = 'Stepwise: fix' -- not the one that was rejected
  for _, ask in ipairs({ vim.lsp.buf.code_action, require('stepwise').fix }) do
    ask()
    wait('preview', preview)
    assert(preview().title:find('BUG is bad style', 1, true), preview().title)
    if ask == vim.lsp.buf.code_action then
      vim.cmd('StepwiseReject')
      wait('end of the preview', function()
        return not preview()
      end)
      cursor('BUG')
    end
  end
  accept()
end

function scenarios.test()
  open({ diagnostics = 'off' })
  cursor('works')
  signal()
  vim.cmd('StepwiseFix')
  wait('preview', preview)
  assert(preview().title == 'ToyTest.works', preview().title)
  accept()
  vim.cmd('write')
end

function scenarios.trust()
  open({ diagnostics = 'off', runTests = false })
  cursor('works')
  signal()
  vim.cmd('StepwiseFix')
  wait('refusal', notified('tests may not be run'))
  out('FALLS TRUST no restricted mode in Neovim; the setting `runTests`, off')
end

function scenarios.lens()
  open({ diagnostics = 'off', apply = 'always' })
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true)
  else
    vim.lsp.codelens.refresh()
  end
  wait('lenses', function()
    return #vim.lsp.codelens.get(vim.fn.has('nvim-0.12') == 1 and { bufnr = 0 } or 0) == 2
  end)
  cursor('works')
  signal()
  vim.lsp.codelens.run()
  wait('fix', fixed)
  vim.cmd('write')
end

function scenarios.words()
  open()
  signal()
  vim.cmd('StepwiseFix replace the bad word')
  wait('preview', preview)
  vim.cmd('StepwiseReject')
  assert(not preview())
  find('BUG')
  vim.cmd('StepwiseTrace')
  wait('trace', function()
    return text():find('# Stepwise: replace the bad word', 1, true)
  end)
  vim.cmd('bwipeout!')
  cursor('BUG')
  vim.lsp.buf.code_action()
  wait('fix', fixed)
end

function scenarios.alternatives()
  open()
  signal()
  vim.cmd('StepwiseFix in several ways')
  wait('preview', preview)
  assert(#preview().alternatives == 3)
  require('stepwise.preview').next()
  vim.cmd('StepwiseAccept')
  wait('second alternative', function()
    return text():find('FIXED2', 1, true)
  end)
  vim.cmd('write')
end

function scenarios.two()
  open({ apply = 'always' })
  wait('diagnostics', function()
    return #vim.diagnostic.get(0) == 2
  end)
  cursor('é = BUG')
  vim.cmd('StepwiseFix')
  wait('first run', function()
    return vim.tbl_count(vim.tbl_filter(function(kind)
      return kind == 'begin'
    end, progress)) == 1
  end)
  cursor('c = BUG')
  vim.cmd('StepwiseFix')
  wait('second run', function()
    return vim.tbl_count(vim.tbl_filter(function(kind)
      return kind == 'begin'
    end, progress)) == 2
  end)
  signal()
  wait('both fixes', fixed)
  vim.cmd('write')
end

-- The BUG was typed and never saved.
function scenarios.unsaved()
  open()
  local line = find('12345')
  local before = lines()[line]:gsub('12345', 'BUG')
  vim.api.nvim_buf_set_lines(0, line - 1, line, false, { before })
  wait('diagnostic of what was typed', function()
    return #vim.diagnostic.get(0) == 1
  end)
  cursor('BUG')
  signal()
  vim.cmd('StepwiseFix')
  wait('preview', preview)
  accept()
  assert(vim.bo.modified)
end

function scenarios.outside()
  open()
  vim.cmd('edit ' .. vim.fn.fnameescape(other))
  wait('diagnostic', function()
    return #vim.diagnostic.get(0) == 1
  end)
  cursor('BUG')
  signal()
  vim.cmd('StepwiseFix')
  wait('preview', preview)
  accept()
end

-- Lines typed before and after the place of the fix, while it is computed and as it is accepted.
function scenarios.typing()
  open()
  cursor('BUG')
  local line, column = find('BUG')
  vim.diagnostic.set(vim.api.nvim_create_namespace('linter'), 0, {
    { lnum = line - 1, col = column - 1, message = 'BUG is bad', severity = 1, source = 'linter' },
  })
  vim.cmd('StepwiseFix')
  wait('progress', function()
    return #progress >= 1
  end)
  insert(0, '// typed while it worked: 漢字 😀')
  signal()
  wait('preview', preview)
  insert(1, '// typed before it was accepted')
  insert(vim.api.nvim_buf_line_count(0), '// typed at the end')
  vim.cmd('StepwiseAccept')
  insert(0, '// typed as it was accepted')
  wait('fix', fixed)
  for _, typed in ipairs({ 'while it worked: 漢字 😀', 'before it was', 'at the end', 'as it was' }) do
    find(typed)
  end
end

-- Typing in the very line of the fix: it is refused, and nothing typed is lost.
function scenarios.conflict()
  open()
  cursor('BUG')
  vim.cmd('StepwiseFix everything')
  wait('progress', function()
    return #progress >= 1
  end)
  signal()
  wait('preview', preview)
  local line = find('BUG')
  vim.api.nvim_buf_set_lines(0, line - 1, line, false, { '  int mine = BUG + 1;' })
  vim.cmd('StepwiseAccept')
  wait('refusal', notified('where the fix would'))
  find('int mine = BUG + 1;')
end

function scenarios.cancel()
  open()
  vim.cmd('StepwiseFix everything')
  wait('progress', function()
    return #progress >= 2
  end)
  vim.cmd('StepwiseCancel')
  wait('end of progress', function()
    return progress[#progress] == 'end'
  end)
  find('BUG')
  vim.cmd('StepwiseTrace')
  wait('trace', function()
    return text():find('# Stepwise: everything', 1, true)
  end)
end

-- The server is killed; the next file starts it again.
function scenarios.restart()
  open({ apply = 'always' })
  local client = attached()
  vim.lsp.stop_client(client.id, true)
  wait('end of the server', function()
    return not attached()
  end)
  vim.cmd('edit')
  require('stepwise').start()
  wait('second server', attached)
  signal()
  vim.cmd('StepwiseFix everything')
  wait('fix', fixed)
end

-- Without the plugin: Neovim's own client and nothing else.
function scenarios.plain()
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  local config = {
    name = 'stepwise',
    cmd = command,
    root_dir = vim.fn.fnamemodify(file, ':h'),
    init_options = { apply = 'always' },
  }
  if vim.lsp.start then
    vim.lsp.start(config)
  else
    vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
  end
  wait('attached client', attached)
  wait('diagnostic', function()
    return #vim.diagnostic.get(0) == 1
  end)
  cursor('BUG')
  vim.lsp.buf.code_action()
  wait('progress', function()
    return #progress >= 1
  end)
  insert(0, '// typed while it worked')
  signal()
  wait('fix', fixed)
  find('typed while it worked')
end

function scenarios.health()
  open()
  vim.cmd('checkhealth stepwise')
  find('running for')
end

-- The real agent; saves all files.
function scenarios.real()
  open({ budgetSeconds = 300, allowUnsandboxed = true })
  cursor('lastDay')
  vim.cmd('StepwiseFix')
  wait('progress', function()
    return #progress > 0
  end)
  insert(0, '// typed while it worked')
  out(string.format('TIME fix %.0f', wait('preview', function()
    assert(not notified('no verified fix')(), vim.inspect(messages))
    return preview()
  end)))
  local found = preview().alternatives[1]
  out('FOUND ' .. found.label)
  assert(found.label:find('verified fix', 1, true) == 1, found.label)
  vim.cmd('StepwiseAccept')
  wait('applied fix', function()
    return require('stepwise').status():find('applied$') and not preview()
  end)
  find('typed while it worked')
  vim.cmd('wall')
end

local ok, err = xpcall(scenarios[vim.env.STEPWISE_SCENARIO], debug.traceback)
local version = vim.version()
out(string.format('VERSION %d.%d.%d', version.major, version.minor, version.patch))
if vim.env.STEPWISE_SCENARIO ~= 'real' and vim.env.STEPWISE_SCENARIO ~= 'health' then
  out('TEXT ' .. vim.fn.json_encode(text()))
end
out(ok and 'PASS' or 'FAIL ' .. err)
vim.lsp.stop_client((vim.lsp.get_clients or vim.lsp.get_active_clients)())
vim.wait(300, function()
  return not attached()
end, 10)
vim.cmd('qall!')
